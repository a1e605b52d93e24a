package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource({
    "{ordinal}, 7",
    "server{ordinal}, server7",
    "[{name}], [a$1{ordinal}]",
    "{name}-{ordinal}-{name}, a$1{ordinal}-7-a$1{ordinal}",
    "plain $0, plain $0",
  })
  void fillsInWhatIsAskedForAndNothingElse(String template, String expanded) {
    assertThat(new Template(template).expand(7, "a$1{ordinal}")).isEqualTo(expanded);
  }
}
