package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The images that replicas are made of; each is built once, and its layers are reused after that.
 */
final class Images {

  private static final int BUILD_LIMIT_MINUTES = 15;

  private Images() {}

  /** The sample server, built as a user builds it. */
  static String sample() {
    return Sample.NAME;
  }

  /**
   * A web server that knows nothing of Ringkeeper: port 80, files at {@code /}, and a health check
   * at {@code /cgi-bin/health} that answers 500 once there is a file {@code /sick}.
   */
  static String httpd() {
    return Httpd.NAME;
  }

  private static final class Sample {
    static final String NAME = build();

    private static String build() {
      try {
        Process make =
            new ProcessBuilder("make", "build")
                .directory(Program.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log("make-build").toFile())
                .start();
        assertThat(make.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(make.exitValue()).as("see %s", log("make-build")).isZero();
        return "ringkeeper-server";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Httpd {
    static final String NAME = build();

    private static String build() {
      Path busybox = Path.of("/bin/busybox"); // Debian's busybox-static
      assertThat(busybox).as("a static busybox").isExecutable();
      try {
        Path context = Files.createTempDirectory("ringkeeper-httpd");
        Path recipe = Program.ROOT.resolve("cli/src/test/docker/httpd");
        for (String file : new String[] {"Dockerfile", "health"}) {
          Files.copy(recipe.resolve(file), context.resolve(file));
        }
        Files.copy(busybox, context.resolve("busybox"));
        Docker.MACHINE.run("build", "-t", "ringkeeper-test-httpd", context.toString());
        return "ringkeeper-test-httpd";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path log(String name) throws IOException {
    return Files.createDirectories(Program.ROOT.resolve("cli/target/acceptance"))
        .resolve(name + ".log");
  }
}
