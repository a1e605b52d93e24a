package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Evidence.Condemned;
import io.ringkeeper.balancer.control.ReplicaState.Dead;
import io.ringkeeper.balancer.control.ReplicaState.Serving;
import io.ringkeeper.balancer.control.ReplicaState.Starting;
import io.ringkeeper.balancer.control.ReplicaState.Suspect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final FleetSettings SETTINGS =
      FleetDriver.settings(true, false, Duration.ofNanos(100));

  @Test
  void condemnsTheOneSuspectedLongestWhenItsTimeIsOver() {
    List<Replica> replicas =
        List.of(suspect(1, 50), suspect(2, 40), serving(3), serving(4), serving(5));

    assertThat(Evidence.next(replicas, SETTINGS, null))
        .isEqualTo(new Evidence(suspect(2, 40), 140));
  }

  @Test
  void condemnsNobodyWhileMoreThanHalfFailTogether() {
    List<Replica> two = List.of(suspect(1, 50), suspect(2, 40), serving(3));
    List<Replica> half = List.of(suspect(1, 50), suspect(2, 40), serving(3), serving(4));

    assertThat(Evidence.mostFailTogether(two)).isTrue();
    assertThat(Evidence.next(two, SETTINGS, null)).isNull();
    assertThat(Evidence.mostFailTogether(half)).isFalse();
    assertThat(Evidence.next(half, SETTINGS, null)).isNotNull();
  }

  @Test
  void condemnsASingleReplicaForOneIsNotTogether() {
    assertThat(Evidence.next(List.of(suspect(1, 0)), SETTINGS, null)).isNotNull();
  }

  @Test
  void doesNotCountWhoIsNotWantedOrNotCommitted() {
    Replica leaving = suspect(2, 40).with(new Wanted.Draining(1000));
    Replica joining = FleetPieces.replica(3, false, new Serving(FleetDriver.address(3), 0));

    assertThat(Evidence.next(List.of(leaving, serving(1)), SETTINGS, null)).isNull();
    assertThat(Evidence.mostFailTogether(List.of(suspect(1, 0), suspect(4, 0), leaving, joining)))
        .isTrue();
  }

  @Test
  void waitsUntilTheLastOneIsReplaced() {
    Condemned last = new Condemned(1, 9000);

    assertThat(due(last, dead(1))).isEqualTo(9000);
    assertThat(due(last, FleetPieces.replica(1, true, Starting.until(9)))).isEqualTo(9000);
    assertThat(due(last, serving(1))).isEqualTo(140);
    assertThat(due(last, dead(1).with(new Wanted.Gone(1)))).isEqualTo(140);
    assertThat(due(last, dead(4))).isEqualTo(140);
  }

  @Test
  void waitsNoLongerThanThat() {
    assertThat(due(new Condemned(1, 120), dead(1))).isEqualTo(140);
  }

  @Test
  void condemnsNobodyWhereNobodyCouldBeStarted() {
    FleetSettings fixed = FleetDriver.settings(false, false, Duration.ZERO);

    assertThat(Evidence.next(List.of(suspect(1, 0)), fixed, null)).isNull();
  }

  private static long due(Condemned last, Replica first) {
    Evidence next = Evidence.next(List.of(first, suspect(2, 40), serving(3)), SETTINGS, last);
    return next == null ? -1 : next.at();
  }

  private static Replica suspect(int ordinal, long since) {
    return FleetPieces.replica(
        ordinal, true, new Suspect(FleetDriver.address(ordinal), since, 0, "slow"));
  }

  private static Replica serving(int ordinal) {
    return FleetPieces.replica(ordinal, true, new Serving(FleetDriver.address(ordinal), 0));
  }

  private static Replica dead(int ordinal) {
    return FleetPieces.replica(ordinal, true, new Dead("slow", true, false, 0));
  }
}
