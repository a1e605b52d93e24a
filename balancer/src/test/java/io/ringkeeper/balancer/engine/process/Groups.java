package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Process groups, as the kernel lists them. */
final class Groups {

  private Groups() {}

  /** The processes of these groups that run, zombies not counted. */
  static Set<Long> members(Collection<Long> groups) {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(process -> alive(process, groups))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads {@code pid (name) state parent group ...}; a name may hold anything. */
  private static boolean alive(long process, Collection<Long> groups) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process + "/stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return !fields[0].equals("Z") && groups.contains(Long.valueOf(fields[2]));
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }
}
