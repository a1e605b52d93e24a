package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.Hostname;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostnamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"S5", "server1", "a.b-c_d", "0x", "Z9"})
  void acceptsNamesThatEverybodyAccepts(String name) {
    assertThat(Hostname.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "-a", ".a", "_a", "a b", "a/b", "a\n", "ä1", "a;rm"})
  void refusesTheRest(String name) {
    assertThat(Hostname.isValid(name)).isFalse();
  }

  @Test
  void acceptsSixtyThreeCharactersAndNoMore() {
    assertThat(Hostname.isValid("x".repeat(63))).isTrue();
    assertThat(Hostname.isValid("x".repeat(64))).isFalse();
  }

  @Test
  void findsTheFirstNameThatOccursAgain() {
    assertThat(Hostnames.firstDuplicate(List.of("a", "b", "b", "a"))).isEqualTo("b");
    assertThat(Hostnames.firstDuplicate(List.of("a", "b"))).isNull();
  }

  @Test
  void makesRandomNamesThatAreValidAndNotTaken() {
    Set<String> taken = new HashSet<>();
    taken.add(Hostnames.random(new SplitMix64(5), taken));
    String other = Hostnames.random(new SplitMix64(5), taken);

    assertThat(taken).doesNotContain(other);
    assertThat(other).matches("server[a-z0-9]{6}");
  }
}
