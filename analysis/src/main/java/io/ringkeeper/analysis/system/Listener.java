package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process of this machine that listens on a port, as Linux tells it in {@code /proc}. */
final class Listener {

  /** Fields of a line of {@code /proc/net/tcp}: address, state, and the socket's number. */
  private static final int ADDRESS = 1;

  private static final int STATE = 3;
  private static final int SOCKET = 9;
  private static final String LISTENS = "0A";

  private Listener() {}

  static Optional<ProcessHandle> on(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(file -> socket(Path.of(file), port).stream())
        .flatMap(Listener::owners)
        .findFirst();
  }

  private static Optional<String> socket(Path file, int port) {
    String wanted = String.format(java.util.Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.strip().split("\\s+", -1))
          .filter(fields -> fields.length > SOCKET)
          .filter(fields -> fields[ADDRESS].endsWith(wanted) && fields[STATE].equals(LISTENS))
          .map(fields -> "socket:[" + fields[SOCKET] + "]")
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // not on Linux, or no such protocol
    }
  }

  private static Stream<ProcessHandle> owners(String socket) {
    return ProcessHandle.allProcesses().filter(process -> holds(process.pid(), socket));
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.anyMatch(file -> isLink(file, socket));
    } catch (IOException e) {
      return false; // it has ended, or is somebody else's
    }
  }

  private static boolean isLink(Path file, String target) {
    try {
      return Files.readSymbolicLink(file).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }
}
