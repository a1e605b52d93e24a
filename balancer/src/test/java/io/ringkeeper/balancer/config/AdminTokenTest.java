package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

  private static final String SECRET = "s3cret-s3cret";
  private static final Map<String, String> GIVEN = Map.of("RINGKEEPER_ADMIN_TOKEN", SECRET);

  @TempDir private Path folder;

  @Test
  void letsEverybodyInWithoutAToken() {
    assertThat(AdminToken.NONE.allows(null)).isTrue();
    assertThat(AdminToken.NONE.allows("anything")).isTrue();
  }

  @Test
  void letsInOnlyWhoShowsIt() {
    AdminToken token = AdminToken.parse(SECRET);
    assertThat(token.allows(SECRET)).isTrue();
    assertThat(token.allows(null)).isFalse();
    assertThat(token.allows("")).isFalse();
    assertThat(token.allows(SECRET + "x")).isFalse();
  }

  @Test
  void comesFromTheFileOrTheEnvironment() throws Exception {
    Config fromFile = load(Map.of(), file(" " + SECRET + "\n"));
    Config fromEnvironment = Config.load(null, GIVEN, List.of("admin=0.0.0.0:1"));
    for (Config config : List.of(fromFile, fromEnvironment)) {
      assertThat(config.adminToken().allows(SECRET)).isTrue();
      assertThat(config.adminToken().allows(null)).isFalse();
      assertThat(config.toString()).contains("AdminToken[set]").doesNotContain(SECRET);
    }
  }

  @Test
  void isNotTakenFromTwoPlaces() throws IOException {
    String file = file(SECRET);
    assertThatThrownBy(() -> load(GIVEN, file))
        .hasMessage(
            "--set admin-token-file: RINGKEEPER_ADMIN_TOKEN gives the token too; keep one of them");
  }

  @Test
  void refusesAFileWithoutAToken() throws IOException {
    for (String content : List.of("", "\n", "short", "two words here", "twö-byte-letters")) {
      String file = file(content);
      assertThatThrownBy(() -> load(Map.of(), file))
          .as(content)
          .message()
          .startsWith("--set admin-token-file: the token is ")
          .doesNotContain("two");
    }
    assertThatThrownBy(() -> load(Map.of(), folder.toString()))
        .hasMessage("--set admin-token-file: the file '%s' cannot be read".formatted(folder));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("token"), content).toString();
  }

  private static Config load(Map<String, String> environment, String file) throws ConfigException {
    return Config.load(null, environment, List.of("admin-token-file=" + file));
  }
}
