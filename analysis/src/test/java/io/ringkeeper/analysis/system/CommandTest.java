package io.ringkeeper.analysis.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CommandTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void givesWhatWasPrinted() {
    assertThat(run(LONG, "echo one; echo two")).contains("one\ntwo");
  }

  @Test
  void givesNothingOfWhatFails() {
    assertThat(run(LONG, "echo one; exit 1")).isEmpty();
    assertThat(Command.output(LONG, List.of("/no/such/program"))).isEmpty();
  }

  @Test
  @Timeout(60)
  void waitsNoLongerThanTold() {
    assertThat(run(Duration.ofMillis(50), "exec sleep 600")).isEmpty();
    assertThat(run(Duration.ofMillis(50), "exec sleep 600 >&-")).isEmpty();
  }

  private static java.util.Optional<String> run(Duration patience, String script) {
    return Command.output(patience, List.of("/bin/sh", "-c", script));
  }
}
