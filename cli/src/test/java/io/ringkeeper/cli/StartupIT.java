package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.Program.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who starts it: a banner, or one clear sentence. */
class StartupIT {

  private static final Map<String, String> NO_NATIVE =
      Map.of("RINGKEEPER_JAVA_OPTS", "-Dio.netty.transport.noNative=true");

  private static final String MARK = UUID.randomUUID().toString();

  @TempDir private Path folder;

  @Test
  void theBannerSaysWhereItIsAndWhatToTry() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      String at = "http://127.0.0.1:" + balancer.address().getPort();
      assertThat(balancer.program().awaitOut("-d '{\"n\":1}'").lines().map(String::strip))
          .contains(
              "public    " + at,
              "admin     http://127.0.0.1:" + balancer.admin().getPort(),
              "engine    process",
              "replicas  3 serving: server1, server2, server3",
              "curl " + at + "/home",
              "curl " + at + "/rep",
              "curl -X POST " + at + "/add -d '{\"n\":1}'");
      assertThat(balancer.program().out()).as("colours, without a terminal").doesNotContain("\033");
    }
  }

  @Test
  void anOccupiedPublicPortIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThat(refused("--set", "listen=" + address))
          .isEqualTo(
              "ringkeeper: Cannot listen on "
                  + address
                  + ": the port is in use by another program\n");
    }
  }

  @Test
  void anOccupiedAdminPortIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThat(refused("--set", "admin=" + address))
          .isEqualTo(
              "ringkeeper: Cannot listen on "
                  + address
                  + ": the port is in use by another program\n");
    }
  }

  @Test
  void aTransportThatIsMissingIsOneSentence() {
    assertThat(refused(NO_NATIVE, "--set", "transport=epoll"))
        .startsWith("ringkeeper: The transport 'epoll' cannot be used here: ")
        .containsOnlyOnce("\n");
  }

  @Test
  void doesWithoutNativeTransport() {
    try (RunningBalancer balancer = RunningBalancer.start(NO_NATIVE, List.of())) {
      assertThat(Web.get(balancer.address(), "/home").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aMissingFileIsOneSentence() {
    Path missing = folder.resolve("none.yaml");
    assertThat(refused("-c", missing.toString()))
        .isEqualTo("ringkeeper: " + missing + ": there is no such file\n");
  }

  @Test
  void aWrongSettingIsOneSentence() {
    assertThat(refused("--set", "replicas=many"))
        .isEqualTo("ringkeeper: --set replicas: 'many' is not a whole number\n");
  }

  @Test
  void aProgramThatExitsIsOneSentence() {
    assertThat(refused("--set", "process.command=false"))
        .matches("ringkeeper: server[123] could not be started: .*exit code 1.*\n");
  }

  @Test
  void aProgramThatDoesNotExistIsOneSentence() {
    assertThat(refused("--set", "process.command=/no/such/program"))
        .matches("ringkeeper: server[123] could not be started: .*/no/such/program.*\n");
  }

  @Test
  void aProgramThatNeverServesIsOneSentence() {
    assertThat(refused("--set", "process.command=sleep,1000", "--set", "start-timeout=1s"))
        .matches("ringkeeper: server[123] could not be started: .*did not serve within 1 s.*\n");
  }

  /** Starts a balancer that must not start, leaves nothing behind, and says why on one line. */
  private static String refused(String... arguments) {
    return refused(Map.of(), arguments);
  }

  private static String refused(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "--set", "process.env.MARK=" + MARK));
    command.addAll(List.of("--set", "listen=127.0.0.1:0", "--set", "admin=127.0.0.1:0"));
    command.addAll(List.of(arguments));
    Ended ended = Program.run(environment, command);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).doesNotContain("is ready");
    assertThat(ended.out() + ended.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(Proc.withVariable("MARK=" + MARK)).isEmpty();
    assertThat(ended.err().lines()).hasSize(1);
    return ended.err();
  }

  @Test
  void validateNamesFileLineAndPath() throws IOException {
    Path file =
        Files.writeString(folder.resolve("wrong.yaml"), "replicas: 3\nhealth:\n  fall: 0\n");
    assertThat(Program.run(List.of("validate", "-c", file.toString())))
        .isEqualTo(new Ended(1, "", file + ":3: health.fall: 0 is not between 1 and 100\n"));
  }

  @Test
  void validateAcceptsEveryExample() {
    for (String example : List.of("full", "python", "static")) {
      assertThat(Program.run(List.of("validate", "-c", "examples/" + example + ".yaml")))
          .isEqualTo(new Ended(0, "The configuration is valid.\n", ""));
    }
  }

  @Test
  void helpNamesTheCommands() {
    Ended help = Program.run(List.of("--help"));
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("run", "status", "add", "rm", "load", "validate", "replica");
    assertThat(Program.run(List.of("run", "--help")).out()).contains("--config", "--set");
  }

  @Test
  void nonsenseIsExplained() {
    assertThat(Program.run(List.of("rnu")))
        .satisfies(
            ended -> assertThat(ended.code()).isEqualTo(2),
            ended -> assertThat(ended.err()).contains("rnu").contains("run"));
  }
}
