package io.ringkeeper.balancer.dataplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many files the process may have open, of which each connection is one. A part is held back
 * for all else: replicas and probes, the admin port, logs, the JVM's own.
 *
 * @param most the limit, {@code ulimit -n}
 */
public record OpenFiles(long most) {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String NAME = "Max open files";

  /** The part that is held back, and the least of it. */
  private static final int SHARE = 8;

  private static final long LEAST = 64;

  /**
   * Those of this process; without end where nobody says, as outside of Linux. The JVM has raised
   * the limit as far as it may.
   */
  public static OpenFiles ofProcess() {
    try {
      return new OpenFiles(most(Files.readString(LIMITS)));
    } catch (IOException e) {
      return new OpenFiles(Long.MAX_VALUE);
    }
  }

  /** What the kernel's table of limits says: name, soft limit, hard limit, unit. */
  static long most(String table) {
    return table
        .lines()
        .filter(line -> line.startsWith(NAME))
        .map(line -> line.substring(NAME.length()).strip().split(" ", 2)[0])
        .filter(soft -> soft.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** How many connections there may be to clients, and as many to replicas. */
  int eachSide() {
    long connections = most - Math.max(LEAST, most / SHARE);
    return Math.clamp(connections / 2, 1, Integer.MAX_VALUE);
  }
}
