package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Survivor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Takes over what an earlier balancer left. Each wanted ordinal goes to its best survivor, who is
 * not disturbed, or at once to a new replica if there is none; whoever is left over has to go.
 */
final class Adoption {

  /**
   * Generations begin this far behind the last one that was found, at random: an earlier balancer
   * may have started one that has not appeared yet, and no two may ever be the same.
   */
  private static final int MOST_SKIPPED = 1 << 30;

  /** Who runs comes before who does not, then the younger before the older. */
  private static final Comparator<Survivor> BEST_FIRST =
      Comparator.comparing((Survivor survivor) -> survivor.address() == null)
          .thenComparing(Comparator.comparingLong(Survivor::generation).reversed());

  private final Draft draft;

  Adoption(Draft draft) {
    this.draft = draft;
  }

  /** Returns the generations of those that may be serving already. */
  Set<Long> adopt(Event.Begin begin) {
    SortedSet<Integer> wanted = begin.wanted();
    draft.say(Sentences.keeps(wanted.size(), begin));
    Set<Long> running = new HashSet<>();
    List<Survivor> survivors = begin.survivors().stream().sorted(BEST_FIRST).toList();
    for (Survivor survivor : survivors) {
      Replica replica = replica(survivor);
      if (!wanted.contains(survivor.ordinal()) || draft.isHeld(survivor.ordinal())) {
        dismiss(replica);
      } else {
        draft.hold(replica);
        if (survivor.address() != null) {
          running.add(survivor.generation());
        }
      }
      draft.nextGeneration = Math.max(draft.nextGeneration, survivor.generation() + 1);
    }
    draft.nextGeneration += draft.random.below(MOST_SKIPPED);
    wanted.stream().filter(ordinal -> !draft.isHeld(ordinal)).forEach(this::fill);
    return Set.copyOf(running);
  }

  /** Who does not run is dead, and due to be killed now: its place may be taken once it is gone. */
  private Replica replica(Survivor survivor) {
    InetSocketAddress address = survivor.address();
    ReplicaState state =
        address == null
            ? new ReplicaState.Dead(Sentences.FOUND_DEAD, true, false, draft.now)
            : ReplicaState.Starting.adopted(
                draft.now + draft.settings.startTimeout().toNanos(), address);
    return new Replica(
        survivor.ordinal(),
        survivor.generation(),
        survivor.name(),
        true,
        Wanted.ACTIVE,
        state,
        RestartHistory.fresh(draft.now));
  }

  private void dismiss(Replica replica) {
    draft.say(Sentences.dismissed(replica));
    boolean dead = replica.state() instanceof ReplicaState.Dead;
    draft.dismiss(replica, dead ? Duration.ZERO : draft.settings.stopTimeout());
  }

  private void fill(int ordinal) {
    String name = Hostnames.random(draft.random, draft.names());
    Replica replica = draft.launch(ordinal, name, true, RestartHistory.fresh(draft.now));
    draft.warn(Sentences.nothingLeft(replica));
  }
}
