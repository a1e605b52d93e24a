package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HandlesTest {

  private final Handles handles = new Handles(1);

  @Test
  void keepsTheHandleOfAReplicaFromTableToTable() {
    ReplicaHandle first = publish(position(1, 1, Health.SERVING));

    assertThat(publish(position(1, 1, Health.SUSPECT))).isSameAs(first);
    assertThat(first.name()).isEqualTo("server1");
    assertThat(first.generation()).isEqualTo(1);
    handles.retireUnpublished();
    assertThat(first.retired()).isFalse();
  }

  @Test
  void makesNoneForWhoIsDown() {
    assertThat(publish(List.of(position(1, 1, Health.DOWN))))
        .containsExactly(new Member(1, Health.DOWN, null));
  }

  @Test
  void retiresWhoWasReplacedOrLeft() {
    ReplicaHandle replaced = publish(position(1, 1, Health.SERVING));
    ReplicaHandle left = publish(position(1, 2, Health.SERVING));
    publish(List.of());
    handles.retireUnpublished();

    assertThat(replaced.retired()).isTrue();
    assertThat(left.retired()).isTrue();
  }

  @Test
  void leavesThoseAloneThatSomebodyTakesChargeOf() {
    ReplicaHandle handle = publish(position(1, 1, Health.SERVING));
    assertThat(handles.takeUnpublished(1)).isNull();
    publish(List.of());

    assertThat(handles.takeUnpublished(1)).isSameAs(handle);
    handles.retireUnpublished();
    assertThat(handle.retired()).isFalse();
  }

  private ReplicaHandle publish(Position position) {
    return Objects.requireNonNull(publish(List.of(position)).getFirst().handle());
  }

  private List<Member> publish(List<Position> positions) {
    Handles.Next next = handles.next(positions);
    handles.publish(next);
    return next.members();
  }

  private static Position position(int ordinal, long generation, Health health) {
    return new Position(
        ordinal,
        generation,
        "server" + generation,
        1,
        Member.FULL,
        health == Health.DOWN ? null : FleetDriver.address(generation),
        health);
  }
}
