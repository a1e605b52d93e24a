package io.ringkeeper.balancer.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands before the first request of a connection that a proxy passes on, byte by byte:
 * the PROXY protocol, version 1 (a line) or 2 (binary), as haproxy's {@code proxy-protocol.txt} of
 * 2020 has it. Refuses what is not in its grammar; never takes a byte that lies behind it.
 *
 * <pre>
 *   START ─► LINE ───────────────► COMPLETE
 *     ├────► FIXED ─► REST ──────►    │
 *     └────────┴───────┴──────────► REFUSED
 * </pre>
 */
public final class ProxyHeaderReader {

  private enum State {
    /** The bytes are still those that both versions, or one of them, can begin with. */
    START,
    /** Version 1. */
    LINE,
    /** The part of version 2 whose length is known. */
    FIXED,
    /** Addresses, and then whatever else the sender wanted to say. */
    REST,
    COMPLETE,
    REFUSED
  }

  private static final byte[] LINE_START = Bytes.ascii("PROXY ");
  private static final byte[] SIGNATURE = Bytes.ascii("\r\n\r\n\0\r\nQUIT\n");
  private static final byte[] UNKNOWN = Bytes.ascii("UNKNOWN");
  private static final byte[] TCP4 = Bytes.ascii("TCP4 ");
  private static final byte[] TCP6 = Bytes.ascii("TCP6 ");
  private static final int MAX_LINE = 107;
  private static final int FIXED_LENGTH = 16;

  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int MAX_FAMILY = 3;
  private static final int MAX_TRANSPORT = 2;
  private static final int STREAM_V4 = 0x11;
  private static final int STREAM_V6 = 0x21;
  private static final int[] ADDRESS_BYTES = {0, 4, 16, 108};

  private final byte[] bytes = new byte[MAX_LINE];
  private int length;
  private int left;
  private State state = State.START;
  private @Nullable Origin origin;

  /** Takes one byte, of a header that is not complete yet. */
  public Head.Progress read(byte b) {
    if (length < bytes.length) {
      bytes[length] = b; // the rest of version 2 is not looked at
    }
    length++;
    state =
        switch (state) {
          case START -> start();
          case LINE -> line();
          case FIXED -> length < FIXED_LENGTH ? State.FIXED : fixed();
          case REST -> --left > 0 ? State.REST : addresses();
          case COMPLETE, REFUSED -> State.REFUSED;
        };
    return switch (state) {
      case START, LINE, FIXED, REST -> Head.Progress.INCOMPLETE;
      case COMPLETE -> Head.Progress.COMPLETE;
      case REFUSED -> Head.Progress.REFUSED;
    };
  }

  /** Whom the connection is from, once complete; null where the header does not tell. */
  public @Nullable Origin origin() {
    return origin;
  }

  private State start() {
    if (begins(LINE_START)) {
      return length == LINE_START.length ? State.LINE : State.START;
    }
    if (begins(SIGNATURE)) {
      return length == SIGNATURE.length ? State.FIXED : State.START;
    }
    return State.REFUSED;
  }

  /** Whether all that has come is the beginning of this. */
  private boolean begins(byte[] wanted) {
    return length <= wanted.length && Arrays.equals(bytes, 0, length, wanted, 0, length);
  }

  // ---- version 1

  private State line() {
    if (bytes[length - 1] != '\n') {
      return length < MAX_LINE ? State.LINE : State.REFUSED;
    }
    int from = LINE_START.length;
    int to = length - 2;
    if (bytes[to] != '\r') {
      return State.REFUSED;
    }
    int unknownTo = from + UNKNOWN.length;
    if (startsWith(UNKNOWN, from, to) && (unknownTo == to || bytes[unknownTo] == ' ')) {
      return Bytes.indexOf((byte) '\r', bytes, from, to) < 0 ? State.COMPLETE : State.REFUSED;
    }
    boolean v6 = startsWith(TCP6, from, to);
    boolean known = v6 || startsWith(TCP4, from, to);
    origin = known ? spelt(v6, from + TCP4.length, to) : null;
    return origin == null ? State.REFUSED : State.COMPLETE;
  }

  private boolean startsWith(byte[] wanted, int from, int to) {
    int end = from + wanted.length;
    return end <= to && Arrays.equals(bytes, from, end, wanted, 0, wanted.length);
  }

  /** Two addresses and two ports with a space between each. */
  private @Nullable Origin spelt(boolean v6, int from, int to) {
    int first = Bytes.indexOf((byte) ' ', bytes, from, to);
    int second = first < 0 ? -1 : Bytes.indexOf((byte) ' ', bytes, first + 1, to);
    int third = second < 0 ? -1 : Bytes.indexOf((byte) ' ', bytes, second + 1, to);
    if (third < 0) {
      return null;
    }
    IpAddress client = IpAddress.read(v6, bytes, from, first);
    IpAddress reached = IpAddress.read(v6, bytes, first + 1, second);
    int clientPort = port(second + 1, third);
    int reachedPort = port(third + 1, to);
    if (client == null || reached == null || clientPort < 0 || reachedPort < 0) {
      return null;
    }
    return new Origin(client, clientPort, reached, reachedPort);
  }

  private int port(int from, int to) {
    boolean padded = to - from > 1 && bytes[from] == '0';
    long port = padded ? -1 : Bytes.decimal(bytes, from, to);
    return port <= 65535 ? (int) port : -1;
  }

  // ---- version 2

  private State fixed() {
    int command = bytes[12] & 0xff;
    int family = bytes[13] >> 4 & 0xf;
    int transport = bytes[13] & 0xf;
    left = unsignedShort(14);
    boolean known = command == LOCAL || command == PROXY;
    if (!known || family > MAX_FAMILY || transport > MAX_TRANSPORT) {
      return State.REFUSED;
    }
    if (command == PROXY && left < 2 * ADDRESS_BYTES[family] + portBytes(family)) {
      return State.REFUSED;
    }
    return left > 0 ? State.REST : State.COMPLETE;
  }

  private static int portBytes(int family) {
    return family == 1 || family == 2 ? 4 : 0;
  }

  private State addresses() {
    int protocol = bytes[13] & 0xff;
    if ((bytes[12] & 0xff) == PROXY && (protocol == STREAM_V4 || protocol == STREAM_V6)) {
      int size = protocol == STREAM_V4 ? 4 : 16;
      int ports = FIXED_LENGTH + 2 * size;
      origin =
          new Origin(
              address(FIXED_LENGTH, size),
              unsignedShort(ports),
              address(FIXED_LENGTH + size, size),
              unsignedShort(ports + 2));
    }
    return State.COMPLETE;
  }

  private IpAddress address(int from, int size) {
    return IpAddress.of(Arrays.copyOfRange(bytes, from, from + size));
  }

  private int unsignedShort(int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
