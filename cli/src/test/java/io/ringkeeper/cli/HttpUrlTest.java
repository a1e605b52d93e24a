package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class HttpUrlTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:5000, http://localhost:5000",
    "127.0.0.1:5000/home, http://127.0.0.1:5000/home",
    "http://[::1]:5000, http://[::1]:5000"
  })
  void takesWhatPeopleType(String typed, String url) {
    assertThat(new HttpUrl().convert(typed)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://localhost", "ftp://x", "a b", ":5000", "http://"})
  void refusesWhatIsNoServer(String typed) {
    assertThatThrownBy(() -> new HttpUrl().convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + typed + "' is no address");
  }
}
