package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** HAProxy or nginx, with a configuration in which {@code PORT} stands for where it listens. */
final class OtherProxy implements AutoCloseable {

  /** Where distributions put what only root is meant to start. */
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

  private final Process process;
  private final InetSocketAddress address;

  private OtherProxy(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  static OtherProxy haproxy(Path folder, String configuration) {
    return start(folder, "haproxy", configuration, "-db", "-f");
  }

  static OtherProxy nginx(Path folder, String configuration) {
    return start(folder, "nginx", configuration, "-p", folder.toString(), "-c");
  }

  /** Skips the test where it is not installed; under {@code CI=true} fails it instead. */
  private static String require(String program) {
    String path = System.getenv("PATH") + ":" + String.join(":", FOLDERS);
    List<String> found =
        Arrays.stream(path.split(":", -1))
            .map(folder -> folder + "/" + program)
            .filter(file -> Files.isExecutable(Path.of(file)))
            .toList();
    assertThat(!found.isEmpty() || !"true".equals(System.getenv("CI"))).as(program).isTrue();
    assumeTrue(!found.isEmpty(), program + " is not installed");
    return found.getFirst();
  }

  private static OtherProxy start(
      Path folder, String name, String configuration, String... arguments) {
    String program = require(name);
    try {
      InetSocketAddress address = freeAddress();
      Path file = folder.resolve(name + ".conf");
      Files.writeString(file, configuration.replace("PORT", "" + address.getPort()));
      Process process =
          new ProcessBuilder(command(program, arguments, file))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile())
              .start();
      await().atMost(Program.LIMIT).until(() -> !process.isAlive() || accepts(address));
      assertThat(process.isAlive()).as(() -> read(folder.resolve(name + ".log"))).isTrue();
      return new OtherProxy(process, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String program, String[] arguments, Path file) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    return command;
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    assertThat(process.onExit()).succeedsWithin(Program.LIMIT);
  }
}
