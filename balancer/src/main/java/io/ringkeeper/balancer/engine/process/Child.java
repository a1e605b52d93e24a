package io.ringkeeper.balancer.engine.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One replica that runs. For the engine's thread only.
 *
 * <pre>
 *   RUNNING ── terminate ──► ENDING ── deadline ──► KILLED
 *      │ └──────── kill ────────┼──────────────────────▲ │
 *      └──────── exit ──────────┴────────► gone ◄────────┘
 * </pre>
 */
final class Child {

  private final Process process;
  private final int port;
  private final CompletableFuture<Void> reported;
  private @Nullable Future<?> deadline;

  Child(Process process, int port, CompletableFuture<Void> reported) {
    this.process = process;
    this.port = port;
    this.reported = reported;
  }

  int port() {
    return port;
  }

  /** Done when its exit has been reported. */
  CompletableFuture<Void> reported() {
    return reported;
  }

  /** SIGTERM to the program alone; {@code deadline} is the task that will call {@link #kill}. */
  void terminate(Future<?> deadline) {
    forgetDeadline();
    this.deadline = deadline;
    process.toHandle().destroy(); // Process.destroy closes our pipes too: the watcher would kill
  }

  /** SIGKILL to the program, and through its watcher to its whole process group. */
  void kill() {
    forgetDeadline();
    process.toHandle().destroyForcibly();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Nothing was ever written that could fail to be flushed; the pipe is closed all the same.
    }
  }

  /** To be called once it has exited: what is left of its process group is killed. */
  String bury() {
    kill();
    return reason(process.exitValue());
  }

  private void forgetDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** The JDK reports an end by signal n as 128 + n, as shells do. */
  static String reason(int exitValue) {
    int signal = exitValue - 128;
    if (signal < 1 || signal > 64) {
      return "exit code " + exitValue;
    }
    String name =
        switch (signal) {
          case 1 -> " (HUP)";
          case 2 -> " (INT)";
          case 3 -> " (QUIT)";
          case 4 -> " (ILL)";
          case 6 -> " (ABRT)";
          case 7 -> " (BUS)";
          case 8 -> " (FPE)";
          case 9 -> " (KILL)";
          case 11 -> " (SEGV)";
          case 13 -> " (PIPE)";
          case 15 -> " (TERM)";
          default -> "";
        };
    return "killed by signal " + signal + name;
  }
}
