package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteTest {

  @Test
  void writesTheBodyOfACommand() {
    assertThat(Remote.command(3, List.of())).isEqualTo("{\"n\":3,\"hostnames\":[]}");
    assertThat(Remote.command(2, List.of("S4", "S5")))
        .isEqualTo("{\"n\":2,\"hostnames\":[\"S4\",\"S5\"]}");
  }

  @Test
  void namesCannotBreakOutOfTheBody() {
    assertThat(Remote.command(1, List.of("\"],\"n\":9,\\")))
        .isEqualTo("{\"n\":1,\"hostnames\":[\"\\\"],\\\"n\\\":9,\\\\\"]}");
  }
}
