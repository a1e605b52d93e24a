package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRunTest {

  private static boolean reads(String arguments) {
    return PlainRun.read(arguments.split(" ", -1)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run -c some.yaml",
        "run --config some.yaml",
        "run --set replicas=1",
        "run --set replicas=1 -c some.yaml --set process.command=sh,-c,x",
      })
  void readsWhatIsPlain(String arguments) {
    assertThat(reads(arguments)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "validate",
        "validate -c some.yaml",
        "run --help",
        "run -c",
        "run --set",
        "run some.yaml",
        "run -c some.yaml -c other.yaml",
        "run -c some.yaml --set",
        "run -c --set replicas=1",
        "run --set=replicas=1",
        "run -csome.yaml x",
        "run @arguments x",
        "run -c @arguments",
        "run --set \"replicas=1\"",
        "run --set ",
        "run --sets replicas=1",
      })
  void leavesEverythingElseToTheLibrary(String arguments) {
    assertThat(reads(arguments)).isFalse();
  }

  @Test
  void leavesNothingToRead() {
    assertThat(PlainRun.read()).isEmpty();
  }
}
