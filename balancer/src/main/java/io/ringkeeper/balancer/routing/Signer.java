package io.ringkeeper.balancer.routing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs numbers with one secret: the first half of an HMAC-SHA256 of a name and the number.
 *
 * <p>What has been signed is kept in a small table, since a client brings the same number many
 * times; only our own signatures are in it. A hit allocates nothing. Confined to one thread.
 */
final class Signer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEPT_BITS = 10;
  private static final int KEPT = 1 << KEPT_BITS;

  private final Mac mac;
  private final byte[] name;
  private final long[] numbers = new long[KEPT];
  private final long[] high = new long[KEPT];
  private final long[] low = new long[KEPT];

  Signer(byte[] secret, byte[] name) {
    this.name = name;
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", e);
    }
  }

  /** Where the signature of a number is kept, until the next one is signed. */
  int sign(long number) {
    int place = (int) ((number * 0x9e3779b97f4a7c15L) >>> (64 - KEPT_BITS));
    boolean known = numbers[place] == number && (high[place] | low[place]) != 0;
    if (!known) {
      mac.update(name);
      ByteBuffer tag = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(number).array()));
      numbers[place] = number;
      high[place] = tag.getLong();
      low[place] = tag.getLong();
    }
    return place;
  }

  /** The first eight bytes of the signature at a place. */
  long high(int place) {
    return high[place];
  }

  /** The eight bytes after them. */
  long low(int place) {
    return low[place];
  }

  /** The differences are gathered before they are looked at, in the same time for every guess. */
  boolean hasSigned(long number, long claimedHigh, long claimedLow) {
    int place = sign(number);
    return ((claimedHigh ^ high[place]) | (claimedLow ^ low[place])) == 0;
  }
}
