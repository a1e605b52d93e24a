package io.ringkeeper.balancer.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFieldTest {

  @Test
  void findsTheFirstFieldOfThatNameAndDecodesIt() {
    assertThat(find("key=a")).isEqualTo("a");
    assertThat(find("skey=b&key=a%20b%FF&key=c")).isEqualTo("a b\u00ff");
    assertThat(find("key=1+1=2")).isEqualTo("1+1=2");
    assertThat(find("key=")).isEmpty();
    assertThat(find("")).isNull();
    assertThat(find("monkey=a")).isNull();
  }

  @ValueSource(strings = {"key=%", "key=%2", "key=%2x", "key=%x2"})
  @ParameterizedTest
  void refusesHalfAnEscape(String query) {
    assertThatThrownBy(() -> find(query)).isInstanceOf(IllegalArgumentException.class);
  }

  private static @Nullable String find(String query) {
    byte[] found = QueryField.find(query, "key");
    return found == null ? null : new String(found, ISO_8859_1);
  }
}
