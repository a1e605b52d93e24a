package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ServerUrlTest {

  @ParameterizedTest
  @CsvSource({"localhost:5000, http://localhost:5000", "http://[::1]:80/, http://[::1]:80/"})
  void takesAServer(String typed, String url) {
    assertThat(new ServerUrl().convert(typed)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5000/home", "http://a/rep?x=y", "http://a?x", "http://a#x"})
  void refusesWhatWouldBeCutOff(String typed) {
    assertThatThrownBy(() -> new ServerUrl().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + typed + "' names a page");
  }
}
