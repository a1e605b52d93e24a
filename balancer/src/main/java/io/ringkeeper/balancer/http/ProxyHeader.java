package io.ringkeeper.balancer.http;

import java.nio.ByteBuffer;

/**
 * What Ringkeeper says first on a connection to a replica: whom it is from, in the PROXY protocol
 * of version 1 or 2 (haproxy's {@code proxy-protocol.txt}). {@link ProxyHeaderReader} reads it.
 */
public final class ProxyHeader {

  private static final byte[] SIGNATURE = Bytes.ascii("\r\n\r\n\0\r\nQUIT\n");
  private static final byte LOCAL = 0x20;
  private static final byte PROXY = 0x21;
  private static final byte STREAM_V4 = 0x11;
  private static final byte STREAM_V6 = 0x21;
  private static final int FIXED_LENGTH = 16;

  private ProxyHeader() {}

  /** Version 1 of a connection that is passed on. */
  public static byte[] v1(Origin origin) {
    if (areMixed(origin)) {
      return v1();
    }
    String text =
        "PROXY %s %s %s %d %d\r\n"
            .formatted(
                origin.client().isV6() ? "TCP6" : "TCP4",
                origin.client(),
                origin.reached(),
                origin.clientPort(),
                origin.reachedPort());
    return Bytes.ascii(text);
  }

  /** Version 1 of a connection that is nobody's but ours. */
  public static byte[] v1() {
    return Bytes.ascii("PROXY UNKNOWN\r\n");
  }

  /** Version 2 of a connection that is passed on. */
  public static byte[] v2(Origin origin) {
    if (areMixed(origin)) {
      return fixed(PROXY, (byte) 0, 0);
    }
    byte[] client = origin.client().bytes();
    byte[] reached = origin.reached().bytes();
    byte protocol = origin.client().isV6() ? STREAM_V6 : STREAM_V4;
    int length = client.length + reached.length + 4;
    return ByteBuffer.allocate(FIXED_LENGTH + length)
        .put(fixed(PROXY, protocol, length))
        .put(client)
        .put(reached)
        .putShort((short) origin.clientPort())
        .putShort((short) origin.reachedPort())
        .array();
  }

  /** Version 2 of a connection that is nobody's but ours. */
  public static byte[] v2() {
    return fixed(LOCAL, (byte) 0, 0);
  }

  private static byte[] fixed(byte command, byte protocol, int length) {
    return ByteBuffer.allocate(FIXED_LENGTH)
        .put(SIGNATURE)
        .put(command)
        .put(protocol)
        .putShort((short) length)
        .array();
  }

  /** A header can only speak of two addresses of one kind. */
  private static boolean areMixed(Origin origin) {
    return origin.client().isV6() != origin.reached().isV6();
  }
}
