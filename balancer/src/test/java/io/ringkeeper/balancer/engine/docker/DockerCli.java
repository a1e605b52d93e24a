package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Docker's own command line, which does to containers what people do; and the image of the tests: a
 * {@code busybox}, which needs a statically linked one on this machine.
 */
final class DockerCli {

  /** Has {@code /bin/busybox}, serves {@code /heartbeat}, and stays; its tag is its version. */
  static final String IMAGE = "ringkeeper-engine-test:1";

  private static final List<Path> BUSYBOX =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
  private static boolean made;

  private DockerCli() {}

  /** Skips the test where there is no Docker; under {@code CI=true} fails it instead. */
  static synchronized void require() {
    String missing = missing();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("what these tests lack").isEmpty();
    }
    assumeTrue(missing.isEmpty(), missing);
    if (!made) {
      makeImage();
      made = true;
    }
  }

  /** Skips the test where a program is not installed; under {@code CI=true} fails it instead. */
  static void requireProgram(String program) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if ("true".equals(System.getenv("CI"))) {
      assertThat(installed).as("%s is installed", program).isTrue();
    }
    assumeTrue(installed, program + " is not installed");
  }

  private static String missing() {
    try {
      if (execute(List.of("docker", "version")).code() != 0) {
        return "no Docker engine answers";
      }
    } catch (UncheckedIOException e) {
      return "docker is not installed";
    }
    return BUSYBOX.stream().anyMatch(Files::isExecutable) ? "" : "busybox-static is not installed";
  }

  private static void makeImage() {
    if (execute(List.of("docker", "image", "inspect", IMAGE)).code() == 0) {
      return;
    }
    try {
      Path root = Files.createTempDirectory("image");
      Path busybox = BUSYBOX.stream().filter(Files::isExecutable).findFirst().orElseThrow();
      Files.createDirectories(root.resolve("bin"));
      Files.copy(busybox, root.resolve("bin/busybox"));
      Files.createDirectories(root.resolve("www"));
      Files.writeString(root.resolve("www/heartbeat"), "");
      Path tar = Files.createTempFile("image", ".tar");
      run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
      run(
          "docker",
          "import",
          "--change",
          "CMD [\"/bin/busybox\",\"httpd\",\"-f\",\"-p\",\"5000\",\"-h\",\"/www\"]",
          tar.toString(),
          IMAGE);
      Files.delete(tar);
      run("rm", "-r", root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code docker} with these arguments, which must succeed; gives what it prints. */
  static String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** The same, whatever comes of it. */
  static void tryDocker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    execute(command);
  }

  static String run(String... command) {
    Finished finished = execute(List.of(command));
    assertThat(finished.code()).as("%s: %s", List.of(command), finished.output()).isZero();
    return finished.output().strip();
  }

  private record Finished(int code, String output) {}

  private static Finished execute(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Finished(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
