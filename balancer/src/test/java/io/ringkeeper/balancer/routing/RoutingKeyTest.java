package io.ringkeeper.balancer.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingKeyTest {

  private static long key(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return RoutingKey.of(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "007,7",
    "123456,123456",
    "9223372036854775807,9223372036854775807",
    "00000000000000000000000001,1"
  })
  void aDecimalIsItsOwnNumber(String text, long number) {
    assertThat(key(text)).isEqualTo(number);
  }

  /** The values are those of the reference implementation, {@code xxhsum -H3}. */
  @ParameterizedTest
  @CsvSource({"a,e6c632b61e964e1f", "abc,78af5f94892f3950"})
  void anythingElseIsXxh3(String text, String hex) {
    assertThat(key(text)).isEqualTo(Long.parseUnsignedLong(hex, 16));
  }

  @ParameterizedTest
  @CsvSource({"-1", "+1", "1.0", "0x1", "١", "9223372036854775808", "18446744073709551617"})
  void whatOnlyLooksLikeANumberIsHashed(String text) {
    long hashed =
        com.dynatrace.hash4j.hashing.Hashing.xxh3_64()
            .hashBytesToLong(text.getBytes(StandardCharsets.UTF_8));
    assertThat(key(text)).isEqualTo(hashed);
  }

  @Test
  void agreesWithBigIntegerOnDigits() {
    Random random = new Random(1);
    BigInteger limit = BigInteger.TWO.pow(63);
    for (int i = 0; i < 10_000; i++) {
      BigInteger number = new BigInteger(1 + random.nextInt(66), random);
      if (number.compareTo(limit) < 0) {
        assertThat(key(number.toString())).isEqualTo(number.longValueExact());
      }
    }
  }
}
