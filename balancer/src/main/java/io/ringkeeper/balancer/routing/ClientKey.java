package io.ringkeeper.balancer.routing;

import io.ringkeeper.balancer.config.KeySource;

/** From an address to its number: XXH3-64 (seed 0) of the bytes of its first bits, others zero. */
public final class ClientKey {

  private final KeySource.ClientIp bits;
  private final byte[] prefix = new byte[16];

  /** Of so many bits. Confined to one thread. */
  public ClientKey(KeySource.ClientIp bits) {
    this.bits = bits;
  }

  /** The number of the 4 or 16 bytes of an address. */
  public long of(byte[] address) {
    int length = address.length;
    int count = length == prefix.length ? bits.v6() : bits.v4();
    for (int i = 0; i < length; i++) {
      int kept = Math.clamp(count - 8L * i, 0, 8);
      prefix[i] = (byte) (address[i] & 0xff00 >> kept);
    }
    return RoutingKey.hash(prefix, 0, length);
  }
}
