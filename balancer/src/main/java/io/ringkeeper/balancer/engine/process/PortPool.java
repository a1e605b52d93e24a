package io.ringkeeper.balancer.engine.process;

import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A range of loopback ports, handed out in turn. A port that was released rests for a while:
 * clients that still hold its address must not meet somebody else's replica there. For one thread.
 */
final class PortPool {

  static final Duration REST = Duration.ofSeconds(60);

  private final int first;
  private final int size;
  private final Clock clock;

  private final Set<Integer> taken = new HashSet<>();
  private final Map<Integer, Long> releasedNanos = new HashMap<>();
  private int next;

  /** Begins at {@code offset}, any number, so that two balancers seldom try the same port. */
  PortPool(int first, int last, int offset, Clock clock) {
    this.first = first;
    this.size = last - first + 1;
    this.next = Math.floorMod(offset, size);
    this.clock = clock;
  }

  /** A port that nothing listens on at this moment; empty when there is none in the range. */
  OptionalInt take() {
    for (int tried = 0; tried < size; tried++) {
      int port = first + next;
      next = (next + 1) % size;
      if (!taken.contains(port) && rested(port) && bindable(port)) {
        taken.add(port);
        return OptionalInt.of(port);
      }
    }
    return OptionalInt.empty();
  }

  void release(int port) {
    if (taken.remove(port)) {
      releasedNanos.put(port, clock.nanos());
    }
  }

  private boolean rested(int port) {
    Long released = releasedNanos.get(port);
    if (released != null && clock.nanos() - released < REST.toNanos()) {
      return false;
    }
    releasedNanos.remove(port);
    return true;
  }

  private static boolean bindable(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(false); // old connections of the port count, as for a plain program
      socket.bind(new InetSocketAddress(Launcher.HOST, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
