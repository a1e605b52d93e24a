package io.ringkeeper.balancer.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What such a cookie is, byte by byte, stands in the wire script {@code affinity}. */
class AffinityCookieTest {

  private static final byte[] SECRET = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] BEFORE = "fedcba9876543210".getBytes(US_ASCII);
  private static final AffinityCookie.Settings SETTINGS = signedBy(SECRET);

  /** More numbers than are kept, so that many share a place. */
  @Test
  void bringsAnyNumberBack() {
    AffinityCookie cookie = new AffinityCookie(SETTINGS);
    AffinityCookie other = new AffinityCookie(SETTINGS);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long number = i < 3 ? i - 1 : random.nextLong();
      String value = value(cookie, number);
      assertThat(value).matches("[0-9a-f]{48}").startsWith("%016x".formatted(number));
      assertThat(cookie.read(value)).isEqualTo(number);
      assertThat(other.read(value)).isEqualTo(number);
    }
  }

  @Test
  void refusesWhatDiffersInAnyBit() {
    AffinityCookie cookie = new AffinityCookie(SETTINGS);
    String value = value(cookie, 7);
    for (int at = 0; at < value.length(); at++) {
      for (int bit = 1; bit < 16; bit <<= 1) {
        int digit = Character.digit(value.charAt(at), 16) ^ bit;
        String forged =
            value.substring(0, at) + Character.forDigit(digit, 16) + value.substring(at + 1);
        assertThatThrownBy(() -> cookie.read(forged)).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(cookie.read(value)).isEqualTo(7);
  }

  @Test
  void anotherSecretIsGoodUntilItIsTakenAway() {
    AffinityCookie before = new AffinityCookie(signedBy(BEFORE));
    AffinityCookie meanwhile = new AffinityCookie(signedBy(SECRET, BEFORE));
    AffinityCookie after = new AffinityCookie(SETTINGS);
    String old = value(before, 7);
    for (int i = 0; i < 2; i++) {
      assertThat(meanwhile.read(old)).isEqualTo(7);
      assertThat(meanwhile.isCurrent()).isFalse();
      assertThat(meanwhile.read(value(after, 7))).isEqualTo(7);
      assertThat(meanwhile.isCurrent()).isTrue();
    }
    assertThat(value(meanwhile, 7)).isEqualTo(value(after, 7)).isNotEqualTo(old);
    assertThatThrownBy(() -> after.read(old)).isInstanceOf(IllegalArgumentException.class);
  }

  private static AffinityCookie.Settings signedBy(byte[]... secrets) {
    return new AffinityCookie.Settings("sid", List.of(secrets), "; Path=/");
  }

  private static String value(AffinityCookie cookie, long number) {
    return new String(cookie.line(number), US_ASCII)
        .replace("Set-Cookie: sid=", "")
        .replace("; Path=/\r\n", "");
  }
}
