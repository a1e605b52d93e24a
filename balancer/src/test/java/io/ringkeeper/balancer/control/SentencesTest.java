package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

  @ParameterizedTest
  @CsvSource({"0, 0 ms", "412, 412 ms", "999, 999 ms", "1000, 1 s", "3449, 3.4 s", "60000, 60 s"})
  void saysTimesAsAPersonWould(long millis, String said) {
    assertThat(Sentences.span(millis * 1_000_000)).isEqualTo(said);
  }
}
