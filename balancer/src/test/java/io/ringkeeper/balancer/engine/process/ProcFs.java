package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes, as the kernel lists them. */
final class ProcFs {

  private ProcFs() {}

  /** All that have {@code NAME=value} in the environment they began with, zombies not counted. */
  static Set<Long> withVariable(String entry) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(pid -> List.of(read(pid, "environ").split("\0", -1)).contains(entry))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process group of a process that runs. */
  static long group(long pid) {
    String stat = read(pid, "stat"); // pid (name) state parent group ...; a name may hold anything
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
  }

  static String commandLine(long pid) {
    return read(pid, "cmdline").replace('\0', ' ');
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file), ISO_8859_1);
    } catch (IOException e) {
      return ""; // gone meanwhile, or somebody else's
    }
  }
}
