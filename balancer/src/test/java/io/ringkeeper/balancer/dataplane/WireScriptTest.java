package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What goes over the wire, byte by byte: see {@code README.md} beside the scripts. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class WireScriptTest {

  static final List<WireScript> SCRIPTS = WireScripts.all();

  /** Longer ones would only show that a loop can be slow. */
  private static final int MAX_IN_BYTES = 4096;

  static final List<WireScript> SHORT =
      SCRIPTS.stream()
          .filter(script -> script.clientBytes().length() <= MAX_IN_BYTES)
          .filter(script -> script.replicaBytes().length() <= MAX_IN_BYTES)
          .toList();

  @ParameterizedTest
  @FieldSource("SCRIPTS")
  void holds(WireScript script) throws IOException {
    run(script, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @FieldSource("SHORT")
  void holdsByteByByte(WireScript script) throws IOException {
    run(script, 1);
  }

  private static void run(WireScript script, int pieces) throws IOException {
    try (WireRun run = new WireRun(script, pieces)) {
      for (WireStep step : script.steps()) {
        take(run, script, step);
      }
    }
  }

  private static void take(WireRun run, WireScript script, WireStep step) {
    try {
      run.run(step);
    } catch (IOException | AssertionError e) {
      throw new AssertionError(script + "\nat " + step, e);
    }
  }

  @Test
  void thereAreManyAndEachHasItsOwnName() {
    assertThat(SCRIPTS).hasSizeGreaterThanOrEqualTo(200);
    assertThat(SCRIPTS).extracting(WireScript::toString).doesNotHaveDuplicates();
  }

  @Test
  void everyRefusedHeadIsShownToReachNoReplica() {
    assertThat(SCRIPTS)
        .filteredOn(WireScriptTest::refusesAtOnce)
        .isNotEmpty()
        .allMatch(script -> script.steps().contains(new WireStep.ReplicaGetsNothing()));
  }

  private static boolean refusesAtOnce(WireScript script) {
    List<WireStep> steps = script.steps();
    return steps.get(1) instanceof WireStep.ClientGetsError error
        && error.last()
        && error.status() != 413;
  }
}
