package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The programs that these tests run. */
final class Tools {

  private Tools() {}

  /** Skips the test where a program is not installed; under {@code CI=true} fails it instead. */
  static void require(String... programs) {
    for (String program : programs) {
      String sentence = program + " is not installed";
      if ("true".equals(System.getenv("CI"))) {
        assertThat(installed(program)).as(sentence).isTrue();
      }
      assumeTrue(installed(program), sentence);
    }
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
