package io.ringkeeper.balancer.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessSettingsTest {

  @Test
  void refusesWhatCannotBeRun() {
    assertRefused("the command is empty", List.of(), Map.of(), 1, 2);
    assertRefused("the command is empty", List.of(" "), Map.of(), 1, 2);
    assertRefused("'A=B' cannot name", List.of("x"), Map.of("A=B", ""), 1, 2);
    assertRefused("0-2 is no range", List.of("x"), Map.of(), 0, 2);
    assertRefused("3-2 is no range", List.of("x"), Map.of(), 3, 2);
    assertRefused("1-65536 is no range", List.of("x"), Map.of(), 1, 65_536);
  }

  @Test
  void takesTheWidestRange() {
    assertThat(new ProcessSettings(List.of("x"), Map.of("A_1", ""), 1, 65_535).command())
        .containsExactly("x");
  }

  private static void assertRefused(
      String message, List<String> command, Map<String, String> env, int first, int last) {
    assertThatThrownBy(() -> new ProcessSettings(command, env, first, last))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
