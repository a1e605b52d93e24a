package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns a {@link ReplicaSpec} into a running child process; {@code replica.sh} says how. */
final class Launcher {

  static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  /** All that a replica inherits: what programs need to run at all, and no secret. */
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER");

  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final ProcessSettings settings;
  private final Map<String, String> commonEnvironment;

  /** What stands before the program: the script that leaves a watcher, in a session of its own. */
  private final List<String> prefix = new ArrayList<>();

  Launcher(ProcessSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.commonEnvironment = new HashMap<>(Map.of("PATH", DEFAULT_PATH));
    for (String name : INHERITED) {
      String value = environment.get(name);
      if (value != null) {
        commonEnvironment.put(name, value);
      }
    }
    find("setsid", commonEnvironment).map(Path::toString).ifPresent(prefix::add);
    prefix.addAll(List.of("/bin/sh", "-c", script(), "sh"));
    commonEnvironment.putAll(settings.env());
  }

  /**
   * Starts the replica. Its output and errors come in one stream; closing its standard input kills
   * its process group.
   *
   * @throws IOException with a message for the operator
   */
  Process launch(ReplicaSpec spec, int port) throws IOException {
    String program = settings.command().getFirst();
    if (find(program, commonEnvironment).isEmpty()) {
      throw new IOException("no such program: " + program);
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(settings.command());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(commonEnvironment);
    environment.put("HOST", HOST.getHostAddress());
    environment.put("PORT", String.valueOf(port));
    environment.put("SERVER_ID", spec.serverId());
    environment.put("SERVER_NAME", spec.name());
    return builder.start();
  }

  /** Where {@code exec} will find the program: as a path, or in the directories of PATH. */
  private static Optional<Path> find(String program, Map<String, String> environment) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(Launcher::executable);
    }
    String path = environment.getOrDefault("PATH", DEFAULT_PATH);
    for (String directory : path.split(":", -1)) {
      Path file = Path.of(directory, program);
      if (executable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static String script() {
    try (InputStream in = Launcher.class.getResourceAsStream("replica.sh")) {
      return new String(Objects.requireNonNull(in, "replica.sh").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
