package io.ringkeeper.balancer.engine.docker;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine shows it.
 *
 * @param state {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code
 *     removing}, {@code exited} or {@code dead}
 * @param status the same for people, with the exit code: {@code Exited (137) 5 seconds ago}
 * @param address where its replica can be reached; null if it cannot
 */
record Found(
    String id,
    String name,
    Map<String, String> labels,
    String state,
    String status,
    @Nullable InetSocketAddress address) {

  private static final Pattern EXIT_CODE = Pattern.compile("Exited \\((\\d+)\\).*");

  /** Where its replica serves; null if it does not. */
  @Nullable InetSocketAddress serving() {
    return state.equals("running") ? address : null;
  }

  /** Whether its program is alive, be it frozen. */
  boolean lives() {
    return state.equals("running") || isPaused() || state.equals("restarting");
  }

  boolean isPaused() {
    return state.equals("paused");
  }

  /** Whether its program was never started. */
  boolean isNew() {
    return state.equals("created");
  }

  /** Why its program is not alive. */
  String end() {
    Matcher code = EXIT_CODE.matcher(status);
    return code.matches() ? "exit code " + code.group(1) : "its container is " + state;
  }
}
