package io.ringkeeper.balancer.engine.docker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of containers, applied to the replicas that they are: events as they happen, and
 * lists, which are right where the two differ. For the engine's thread only.
 */
final class Observations {

  private static final Set<String> APPEARS = Set.of("create", "start");

  private final Replicas replicas;
  private final Strays strays;

  Observations(Replicas replicas, Strays strays) {
    this.replicas = replicas;
    this.strays = strays;
  }

  /** Something that the engine has told at the time when it was. */
  void seen(Happening happening) {
    long generation = Labels.generation(happening.attributes()).orElse(0);
    Replica replica = replicas.find(generation);
    if (replica == null) {
      if (replicas.departed().contains(generation) && APPEARS.contains(happening.action())) {
        replicas.removeStray(happening.id());
      }
      return;
    }
    if (replica.id != null && !replica.id.equals(happening.id())) {
      return;
    }
    switch (happening.action()) {
      case "oom" -> replica.outOfMemory = true;
      case "die" ->
          replicas.died(
              replica, happening.id(), exit(replica, happening.attributes().get("exitCode")));
      case "destroy" -> replicas.died(replica, happening.id(), "removed from outside");
      case "pause" -> replicas.broke(replica, "paused from outside");
      default -> {}
    }
  }

  private static String exit(Replica replica, @Nullable String exitCode) {
    return replica.outOfMemory && "137".equals(exitCode)
        ? "out of memory"
        : "exit code " + exitCode;
  }

  /** All containers of the fleet, as they were at some time since {@code begunNanos}. */
  void listed(long begunNanos, List<Found> containers) {
    Map<String, Found> byId = new HashMap<>();
    containers.forEach(it -> byId.put(it.id(), it));
    for (Replica replica : replicas.all()) {
      if (replica.id != null && replica.runningSince - begunNanos < 0) {
        compare(replica, byId.get(replica.id));
      }
    }
    for (Found container : containers) {
      long generation = Labels.generation(container.labels()).orElse(0);
      if (replicas.departed().before(generation, begunNanos)) {
        replicas.removeStray(container.id());
      } else if (replicas.find(generation) == null && !replicas.departed().contains(generation)) {
        strays.met(container).ifPresent(replicas::removeStray);
      }
    }
  }

  private void compare(Replica replica, @Nullable Found found) {
    switch (replica.phase) {
      case LAUNCHING, ENDING -> {}
      case LEFT -> {
        if (found == null) {
          replicas.died(replica, String.valueOf(replica.id), "removed from outside");
        }
      }
      case RUNNING -> {
        if (found == null) {
          replicas.died(replica, String.valueOf(replica.id), "removed from outside");
        } else if (!found.lives()) {
          replicas.died(replica, found.id(), replica.outOfMemory ? "out of memory" : found.end());
        } else if (found.isPaused()) {
          replicas.broke(replica, "paused from outside");
        } else if (found.address() == null) {
          replicas.broke(replica, "not on its network any more");
        } else if (!found.address().equals(replica.address)) {
          replicas.broke(replica, "its address has changed");
        }
      }
    }
  }
}
