package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.server.SampleServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two images, built as a user builds them. */
class ImageIT {

  private static final double MIB = 1024.0 * 1024;

  @BeforeAll
  static void build() {
    Docker.require();
    Images.sample();
  }

  @ParameterizedTest
  @CsvSource({"ringkeeper-server, 70", "ringkeeper, 120"})
  void areSmall(String image, int limit) {
    double size = Long.parseLong(inspect(image, "{{.Size}}")) / MIB;
    System.out.printf("image %s: %.1f MiB%n", image, size);
    assertThat(size).isLessThanOrEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"ringkeeper-server, Ringkeeper sample server", "ringkeeper, Ringkeeper"})
  void sayWhatTheyAre(String image, String title) {
    String labels = inspect(image, "{{json .Config.Labels}}");
    assertThat(labels)
        .contains("\"org.opencontainers.image.title\":\"" + title + "\"")
        .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
        .contains("org.opencontainers.image.description")
        .contains("org.opencontainers.image.version");
    assertThat(inspect(image, "{{.Config.StopSignal}}")).isEqualTo("SIGTERM");
  }

  @Test
  void onlyTheBalancerHasAHealthCheck() {
    assertThat(inspect("ringkeeper-server", "{{.Config.Healthcheck}}")).isEqualTo("<nil>");
    assertThat(inspect("ringkeeper", "{{.Config.Healthcheck}}")).contains("ready");
  }

  /** Under {@code AOTMode=on} a cache that does not fit is an error. */
  @ParameterizedTest
  @CsvSource({
    "ringkeeper-server, server.aot, io.ringkeeper.server.Rehearsal",
    "ringkeeper, balancer.aot, io.ringkeeper.cli.Main"
  })
  void findTheirClassesLoaded(String image, String cache, String program) {
    List<String> run = List.of("run", "--rm", "--read-only", "--entrypoint", "java", image);
    List<String> java =
        List.of("@options", "-XX:AOTMode=on", "-XX:AOTCache=" + cache, program, "--version");
    String said =
        Docker.MACHINE.run(Stream.concat(run.stream(), java.stream()).toArray(String[]::new));
    assertThat(said).doesNotContainIgnoringCase("error");
  }

  @Test
  void theServerNeedsNoRights() {
    String container =
        Docker.MACHINE.run(
            "run",
            "--detach",
            "--read-only",
            "--cap-drop",
            "ALL",
            "--publish",
            "127.0.0.1::5000",
            "--security-opt",
            "no-new-privileges",
            "--env",
            "SERVER_ID=7",
            "ringkeeper-server");
    try {
      assertThat(inspect("ringkeeper-server", "{{.Config.User}}")).isEqualTo("65532:65532");
      InetSocketAddress address = published(container);
      Eventually.until(() -> answers(address));
      assertThat(Web.get(address, "/home").body()).contains("Hello from Server: 7");
      Docker.MACHINE.run("stop", "--time", "20", container);
      assertThat(Docker.MACHINE.run("inspect", "--format", "{{.State.ExitCode}}", container))
          .isEqualTo("0");
    } finally {
      Docker.MACHINE.run("rm", "--force", container);
    }
  }

  /** No test asserts a time; this one is printed to be looked at. */
  @Test
  void theBalancerStartsFromItsImage() {
    try (Deployment deployment = new Deployment()) {
      long began = System.nanoTime();
      deployment.compose("up", "--detach");
      InetSocketAddress address = deployment.address();
      Eventually.until(() -> answers(address));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      System.out.println("image ringkeeper: first routed request " + took + " ms after the start");
    }
  }

  @Test
  void theServersOptionsAreThoseOfTheOtherEngines() throws IOException {
    assertThat(Files.readString(Program.ROOT.resolve("Dockerfile")))
        .contains(SampleServer.JVM_FLAGS);
  }

  private static boolean answers(InetSocketAddress address) {
    try {
      return Web.get(address, "/home").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static InetSocketAddress published(String container) {
    String port = Docker.MACHINE.run("port", container, "5000/tcp");
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(),
        Integer.parseInt(port.substring(port.lastIndexOf(':') + 1)));
  }

  private static String inspect(String image, String format) {
    return Docker.MACHINE.run("image", "inspect", "--format", format, image);
  }
}
