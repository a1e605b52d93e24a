package io.ringkeeper.balancer.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.config.Affinity;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The cookie in which a client brings its routing key back to us: the number of the key, then its
 * signature together with the cookie's name ({@link Signer}), in hexadecimal digits. The table
 * alone says which replica the key belongs to.
 *
 * <p>Nobody can make a cookie for a key. What nobody can choose is therefore a key that comes from
 * {@code random} or {@code client-ip}; one that comes from a header, the query, the path or another
 * cookie is as much the client's choice as it is without a cookie of ours.
 *
 * <p>A cookie that was signed by another secret than the first is good, and replaced by one that
 * has the same key. A cookie that was seen lately allocates nothing. Confined to one thread.
 */
public final class AffinityCookie {

  private static final int NUMBER_DIGITS = 16;
  private static final int DIGITS = 3 * NUMBER_DIGITS;
  private static final byte[] COOKIE = "cookie".getBytes(US_ASCII);

  /** Each may take a signature, and a client sends as many as it likes. */
  private static final int MOST_TRIES = 4;

  private static final byte[] DIGIT = "0123456789abcdef".getBytes(US_ASCII);

  private final Signer[] signers;
  private final byte[] wanted;
  private final byte[] line;
  private final int valueAt;
  private long number;
  private boolean current;

  /**
   * What cookies are like.
   *
   * @param secrets the first signs, all are good
   * @param attributes what stands behind the value
   */
  public record Settings(String name, List<byte[]> secrets, String attributes) {

    public Settings {
      secrets = List.copyOf(secrets);
    }

    /** As configured; another secret each time if none is. */
    public static Settings of(Affinity affinity) {
      long age = affinity.maxAge().seconds();
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
    byte[] name = settings.name().getBytes(US_ASCII);
    this.signers =
        settings.secrets().stream().map(each -> new Signer(each, name)).toArray(Signer[]::new);
    this.wanted = (settings.name() + "=").getBytes(US_ASCII);
    String before = "Set-Cookie: " + settings.name() + "=";
    this.valueAt = before.length();
    this.line = (before + "0".repeat(DIGITS) + settings.attributes() + "\r\n").getBytes(US_ASCII);
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

  /** Whether the last cookie that was ours need not be replaced. */
  boolean isCurrent() {
    return current;
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
    number = word(bytes, from);
    long high = word(bytes, from + NUMBER_DIGITS);
    long low = word(bytes, from + 2 * NUMBER_DIGITS);
    for (int i = 0; i < signers.length; i++) {
      if (signers[i].hasSigned(number, high, low)) {
        current = i == 0;
        return true;
      }
    }
    return false;
  }

  private static long word(byte[] digits, int from) {
    long word = 0;
    for (int at = from; at < from + NUMBER_DIGITS; at++) {
      word = (word << 4) | HexFormat.fromHexDigit(digits[at]);
    }
    return word;
  }

  /** The header line that gives a client this key; good until the next call. */
  byte[] line(long key) {
    Signer signer = signers[0];
    int place = signer.sign(key);
    write(key, valueAt);
    write(signer.high(place), valueAt + NUMBER_DIGITS);
    write(signer.low(place), valueAt + 2 * NUMBER_DIGITS);
    return line;
  }

  private void write(long word, int from) {
    for (int i = 0; i < NUMBER_DIGITS; i++) {
      line[from + i] = DIGIT[(int) (word >>> (60 - 4 * i)) & 15];
    }
  }
}
