package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsTest {

  @ParameterizedTest
  @CsvSource({"10, PT10S", "500ms, PT0.5S", "1.5 s, PT1.5S", "2m, PT2M", "1h, PT1H", "0, PT0S"})
  void takesWhatPeopleType(String typed, Duration time) {
    assertThat(new Seconds().convert(typed)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1s", "1d", "1e9", "99999999999s", "s"})
  void refusesWhatIsNoTime(String typed) {
    assertThatThrownBy(() -> new Seconds().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + typed + "' is no time");
  }
}
