package io.ringkeeper.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrialTest {

  @Test
  void aReplacementStartsNotBeforeTheFailureIsDetected() {
    assertThat(Trial.seen(1, 150, OptionalDouble.of(60), 500).detected()).isEqualTo(60);
    assertThat(Trial.seen(1, 30, OptionalDouble.of(170), 500).detected()).isEqualTo(30);
    assertThat(Trial.seen(1, 30, OptionalDouble.empty(), 500).detected()).isEqualTo(30);
  }
}
