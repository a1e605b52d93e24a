package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.load.Keys;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.Outcome;
import io.ringkeeper.hashing.Ring;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which ordinal the library says a key belongs to, computed apart from the balancer. */
final class Prediction {

  private final Ring ring;
  private final Map<Integer, Integer> ordinalOfId = new HashMap<>();

  private Prediction(int... ordinals) {
    RingShape shape = RingShape.mission();
    for (int ordinal : ordinals) {
      ordinalOfId.put(RingIds.SPREAD.idFor(ordinal, shape.slots()), ordinal);
    }
    ring = Ring.of(shape, ordinalOfId.keySet().stream().mapToInt(id -> id).toArray());
  }

  /** With replicas of these ordinals. */
  static Prediction of(int... ordinals) {
    return new Prediction(ordinals);
  }

  /** The {@code SERVER_ID} of a key's owner. */
  String owner(long key) {
    Integer ordinal = ordinalOfId.get(ring.ownerIdOf(key));
    assertThat(ordinal).isNotNull();
    return String.valueOf(ordinal);
  }

  /** The part of all slots that an owner has. */
  double share(String owner) {
    int slots = ring.shape().slots();
    return (double) IntStream.range(0, slots).filter(key -> owner(key).equals(owner)).count()
        / slots;
  }

  /**
   * Sees that every answer comes from the owner of its key. The keys meet every slot once, because
   * the request hash is a bijection: what holds for them holds for all.
   */
  void holdsFor(InetSocketAddress balancer) {
    int slots = ring.shape().slots();
    LoadPlan plan = Loads.plan(balancer, "/home", slots, 8).withKeys(Keys.sequential(100_000));
    Loads.Run run = Loads.run(plan);
    assertThat(run.report().failed()).as("%s", run.report()).isZero();
    assertThat(run.outcomes()).hasSize(slots);
    assertThat(elsewhere(run.outcomes())).isEmpty();
  }

  /** The answers that did not come from the owner of their key. */
  List<Outcome> elsewhere(List<Outcome> answers) {
    return answers.stream()
        .filter(it -> !it.replica().equals(owner(Long.parseLong(it.key()))))
        .toList();
  }
}
