package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.BYTE_ARRAY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AffinitySecretTest {

  private static final String SECRET = "0123456789abcdef";
  private static final Map<String, String> GIVEN = Map.of("RINGKEEPER_AFFINITY_SECRET", SECRET);

  @TempDir private Path folder;

  @Test
  void comesFromTheFileOrTheEnvironmentAndIsNeverPrinted() throws Exception {
    Config fromFile = load(Map.of(), file(" " + SECRET + "\n"));
    Config fromEnvironment = Config.load(null, GIVEN, List.of("key=affinity,random"));
    for (Config config : List.of(fromFile, fromEnvironment)) {
      assertThat(config.affinity().secretFile().bytes())
          .containsExactly(SECRET.getBytes(StandardCharsets.US_ASCII));
      assertThat(config.toString()).contains("AffinitySecret[set]").doesNotContain(SECRET);
      assertThat(config.warnings()).isEmpty();
    }
  }

  @Test
  void mayBeTwoLinesOfWhichTheFirstSigns() throws Exception {
    String longest = "x".repeat(1024);
    String other = "y".repeat(1024);
    Config config = load(Map.of(), file(longest + "\r\n" + other + "\r\n"));
    assertThat(config.affinity().secretFile().values()).containsExactly(longest, other);
    assertThat(config.toString()).doesNotContain("yyy");
  }

  @Test
  void isNotTakenFromTwoPlaces() throws IOException {
    String file = file(SECRET);
    assertThatThrownBy(() -> load(GIVEN, file))
        .hasMessage(
            "--set affinity.secret-file: RINGKEEPER_AFFINITY_SECRET gives the secret too;"
                + " keep one of them");
  }

  @Test
  void refusesAFileWithoutASecret() throws IOException {
    for (String content :
        List.of(
            "",
            "\n",
            "fifteen-letters",
            "sixteen letters!",
            SECRET + "\nshort\n",
            SECRET + "\n" + SECRET + "\n" + SECRET)) {
      String file = file(content);
      assertThatThrownBy(() -> load(Map.of(), file))
          .as(content)
          .hasMessageStartingWith("--set affinity.secret-file: the secret is ");
    }
  }

  @Test
  void isDifferentEachTimeAndWarnedOfWhereThereIsNone() throws Exception {
    Config config = Config.load(null, Map.of(), List.of("key=affinity,random"));
    AffinitySecret none = config.affinity().secretFile();
    assertThat(none.bytes()).singleElement().asInstanceOf(BYTE_ARRAY).hasSize(32);
    assertThat(none.bytes().getFirst()).isNotEqualTo(none.bytes().getFirst());
    assertThat(config.warnings())
        .singleElement()
        .asString()
        .contains("affinity.secret-file or RINGKEEPER_AFFINITY_SECRET");
    assertThat(Config.load(null, Map.of(), List.of()).warnings()).isEmpty();
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content).toString();
  }

  private static Config load(Map<String, String> environment, String file) throws ConfigException {
    return Config.load(null, environment, List.of("affinity.secret-file=" + file));
  }
}
