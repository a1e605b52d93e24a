package io.ringkeeper.cli;

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
final class Proc {

  private Proc() {}

  /** All that have {@code NAME=value} in the environment they began with, zombies not counted. */
  static Set<Long> withVariable(String entry) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(pid -> environment(pid).contains(entry))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables of a process, each {@code NAME=value}; none if it has ended. */
  static List<String> environment(long pid) {
    return List.of(read(pid, "environ").split("\0", -1));
  }

  /** The memory that a process has resident, in KiB. */
  static long residentKib(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What a process is doing, as one letter: {@code T} is stopped; a blank if it has ended. */
  static char state(long pid) {
    String line = read(pid, "stat");
    int name = line.lastIndexOf(')'); // which may hold anything
    return name < 0 ? ' ' : line.charAt(name + 2);
  }

  /** Sends a signal by its name, such as {@code KILL}. */
  static void signal(String name, long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file), ISO_8859_1);
    } catch (IOException e) {
      return ""; // gone meanwhile, or somebody else's
    }
  }
}
