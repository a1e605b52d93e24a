package io.ringkeeper.balancer.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.config.Affinity;
import io.ringkeeper.balancer.http.RequestHead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie in which a client brings its routing key back to us: the number of the key, then the
 * first half of an HMAC-SHA256 of the cookie's name and that number, in hexadecimal digits. So
 * nobody can choose a key, and the table alone says which replica it belongs to.
 *
 * <p>What has been signed is kept in a small table, since a client brings the same cookie many
 * times; only our own signatures are in it. A hit allocates nothing. Confined to one thread.
 */
public final class AffinityCookie {

  private static final int NUMBER_DIGITS = 16;
  private static final int DIGITS = 3 * NUMBER_DIGITS;
  private static final int KEPT_BITS = 10;
  private static final int KEPT = 1 << KEPT_BITS;
  private static final byte[] COOKIE = "cookie".getBytes(US_ASCII);

  /** Each may take a signature, and a client sends as many as it likes. */
  private static final int MOST_TRIES = 4;

  private static final byte[] DIGIT = "0123456789abcdef".getBytes(US_ASCII);

  private final Mac mac;
  private final byte[] name;
  private final byte[] wanted;
  private final long[] numbers = new long[KEPT];
  private final long[] high = new long[KEPT];
  private final long[] low = new long[KEPT];
  private final byte[] line;
  private final int valueAt;
  private long number;

  /** What cookies are like. */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  public record Settings(String name, byte[] secret, String attributes) {

    /** As configured; another secret each time if none is. */
    public static Settings of(Affinity affinity) {
      long age = affinity.maxAge().toSeconds();
      String site = affinity.sameSite().name();
      return new Settings(
          affinity.cookie(),
          affinity.secretFile().bytes(),
          (age > 0 ? "; Path=/; Max-Age=" + age : "; Path=/")
              + "; HttpOnly"
              + (affinity.secure() ? "; Secure" : "")
              + "; SameSite="
              + site.charAt(0)
              + site.substring(1).toLowerCase(Locale.ROOT));
    }
  }

  public AffinityCookie(Settings settings) {
    this.name = settings.name().getBytes(US_ASCII);
    this.wanted = (settings.name() + "=").getBytes(US_ASCII);
    String before = "Set-Cookie: " + settings.name() + "=";
    this.valueAt = before.length();
    this.line = (before + "0".repeat(DIGITS) + settings.attributes() + "\r\n").getBytes(US_ASCII);
    try {
      this.mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(settings.secret(), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", e);
    }
  }

  /**
   * Whether the request has such a cookie, and it is ours; {@link #number} is its number then. It
   * need not be the first of its name: browsers send those of longer paths before it.
   */
  boolean find(RequestHead head) {
    int index = head.find(COOKIE);
    int from = index < 0 ? 0 : head.valueFrom(index);
    int to = index < 0 ? 0 : head.valueTo(index);
    for (int tries = 0; tries < MOST_TRIES && from < to; tries++) {
      long found = KeyFinder.pair(head.bytes(), from, to, (byte) ';', wanted);
      if (found == KeyFinder.NOTHING) {
        return false;
      }
      if (isOurs(head.bytes(), KeyFinder.from(found), KeyFinder.to(found))) {
        return true;
      }
      from = KeyFinder.to(found);
    }
    return false;
  }

  /** The number of the last cookie that was ours. */
  long number() {
    return number;
  }

  /**
   * The number in the value of a cookie.
   *
   * @throws IllegalArgumentException if the cookie is not ours
   */
  public long read(String value) {
    byte[] bytes = value.getBytes(US_ASCII);
    if (!isOurs(bytes, 0, bytes.length)) {
      throw new IllegalArgumentException("This is no cookie that was signed here");
    }
    return number;
  }

  /** The differences are gathered before they are looked at, in the same time for every guess. */
  private boolean isOurs(byte[] bytes, int from, int to) {
    if (to - from != DIGITS) {
      return false;
    }
    for (int at = from; at < to; at++) {
      boolean hex = HexFormat.isHexDigit(bytes[at]) && (bytes[at] < 'A' || bytes[at] > 'F');
      if (!hex) {
        return false;
      }
    }
    long claimed = word(bytes, from);
    int place = sign(claimed);
    long differences =
        (word(bytes, from + NUMBER_DIGITS) ^ high[place])
            | (word(bytes, from + 2 * NUMBER_DIGITS) ^ low[place]);
    number = claimed;
    return differences == 0;
  }

  private static long word(byte[] digits, int from) {
    long word = 0;
    for (int at = from; at < from + NUMBER_DIGITS; at++) {
      word = (word << 4) | HexFormat.fromHexDigit(digits[at]);
    }
    return word;
  }

  /** Where the signature of a number is kept from now on. */
  private int sign(long signed) {
    int place = (int) ((signed * 0x9e3779b97f4a7c15L) >>> (64 - KEPT_BITS));
    boolean known = numbers[place] == signed && (high[place] | low[place]) != 0;
    if (!known) {
      mac.update(name);
      ByteBuffer tag = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(signed).array()));
      numbers[place] = signed;
      high[place] = tag.getLong();
      low[place] = tag.getLong();
    }
    return place;
  }

  /** The header line that gives a client this key; good until the next call. */
  byte[] line(long key) {
    int place = sign(key);
    write(key, valueAt);
    write(high[place], valueAt + NUMBER_DIGITS);
    write(low[place], valueAt + 2 * NUMBER_DIGITS);
    return line;
  }

  private void write(long word, int from) {
    for (int i = 0; i < NUMBER_DIGITS; i++) {
      line[from + i] = DIGIT[(int) (word >>> (60 - 4 * i)) & 15];
    }
  }
}
