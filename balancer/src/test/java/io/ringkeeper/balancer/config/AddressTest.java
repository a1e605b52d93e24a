package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:5000", "localhost:0", "[::1]:65535", "127.9.9.9:1"})
  void loopbackAddressesReadBack(String text) {
    assertThat(Address.parse(text)).hasToString(text);
    assertThat(Address.parse(text).isLoopback()).isTrue();
    assertThat(Address.parse(text).resolve().getAddress().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:5000", "[::]:5000", "10.0.0.1:80", "a_b.example:80"})
  void otherAddressesReadBack(String text) {
    assertThat(Address.parse(text)).hasToString(text);
    assertThat(Address.parse(text).isLoopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":1", "a", "a:", "a:b", "a:-1", "a:65536", "::1:5", "[a b]:1", "a b:1", "*:1"})
  void refusesTheRest(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
  }
}
