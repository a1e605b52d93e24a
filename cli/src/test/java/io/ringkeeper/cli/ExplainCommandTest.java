package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private static final String KEY =
      "{\"key\":\"a\",\"number\":7,\"slot\":1,\"slots\":512,\"digest\":\"d\","
          + "\"strategy\":{\"name\":\"ring\"}";

  @Test
  void saysWhereKeysComeFrom() throws JsonProcessingException {
    assertThat(printed(KEY + ",\"sources\":[\"header:A\",\"random\"]}"))
        .containsExactly(
            "key 'a' is number 7, slot 1 of 512 (ring, table d)",
            "  keys come from header:A, else random",
            "  there are no replicas");
    assertThat(printed(KEY + ",\"sources\":[\"random\"]}"))
        .contains("  but no request has a key here: each goes to a random one's owner");
  }

  /** As a balancer of an earlier version answers. */
  @Test
  void saysNothingOfSourcesThatItIsNotTold() throws JsonProcessingException {
    assertThat(printed(KEY + "}"))
        .containsExactly(
            "key 'a' is number 7, slot 1 of 512 (ring, table d)", "  there are no replicas");
  }

  private static List<String> printed(String answer) throws JsonProcessingException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExplainCommand.print(new ObjectMapper().readTree(answer), new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8).lines().toList();
  }
}
