package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Replicas that are processes: found by the variable {@code SERVER_NAME} that the process engine
 * gives them, which Linux shows in {@code /proc}.
 */
final class ProcessHarm implements Harm {

  private final Optional<ProcessHandle> balancer;

  /** Children of this balancer, if it is known. */
  ProcessHarm(Optional<ProcessHandle> balancer) {
    this.balancer = balancer;
  }

  @Override
  public Optional<Runnable> kill(String name) {
    return find(name)
        .map(pid -> () -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Override
  public Optional<Runnable> freeze(String name) {
    return find(name).map(pid -> () -> stop(pid));
  }

  private Optional<Long> find(String name) {
    List<Long> found =
        balancer.stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid)
            .filter(pid -> isNamed(pid, name))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static boolean isNamed(long pid, String name) {
    try {
      String variables =
          Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
      return List.of(variables.split("\0", -1)).contains("SERVER_NAME=" + name);
    } catch (IOException e) {
      return false; // it has ended, or is somebody else's
    }
  }

  private static void stop(long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s STOP " + pid).start().waitFor();
    } catch (IOException e) {
      throw new AnalysisException("no signal could be sent: " + Reason.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
