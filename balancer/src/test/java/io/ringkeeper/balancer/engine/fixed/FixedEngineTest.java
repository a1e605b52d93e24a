package io.ringkeeper.balancer.engine.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.Address;
import io.ringkeeper.balancer.engine.RecordedEvents;
import io.ringkeeper.balancer.engine.RecordedEvents.Exited;
import io.ringkeeper.balancer.engine.RecordedEvents.StartFailed;
import io.ringkeeper.balancer.engine.RecordedEvents.Started;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedEngineTest {

  private final RecordedEvents events = new RecordedEvents();

  @Test
  void startsAtTheAddressOfTheOrdinal() {
    try (var engine =
        new FixedEngine(
            Map.of(1, new Address("127.0.0.1", 81), 2, new Address("::1", 82)), events)) {
      assertThat(engine.scales()).isFalse();
      engine.start(new ReplicaSpec(2, 10, "b", "2"));
      assertThat(events.next(Started.class)).isEqualTo(new Started(10, address("::1", 82)));
      engine.start(new ReplicaSpec(1, 11, "a", "1"));
      assertThat(events.next(Started.class)).isEqualTo(new Started(11, address("127.0.0.1", 81)));
    }
  }

  @Test
  void lettingGoAlwaysEndsInExited() {
    try (var engine = new FixedEngine(Map.of(1, new Address("127.0.0.1", 81)), events)) {
      engine.start(new ReplicaSpec(1, 5, "a", "1"));
      engine.stop(5, Duration.ofSeconds(9));
      assertThat(events.next(Started.class).generation()).isEqualTo(5);
      assertThat(events.next(Exited.class)).isEqualTo(new Exited(5, "let go"));
      engine.stop(5, Duration.ZERO);
      engine.stop(77, Duration.ZERO);
      assertThat(List.of(events.next(Exited.class), events.next(Exited.class)))
          .extracting(Exited::generation)
          .containsExactlyInAnyOrder(5L, 77L);
    }
  }

  @Test
  void saysWhichHostIsUnknownAndWhichOrdinalHasNoAddress() {
    try (var engine = new FixedEngine(Map.of(1, new Address("no such host", 81)), events)) {
      engine.start(new ReplicaSpec(1, 1, "a", "1"));
      assertThat(events.next(StartFailed.class).reason()).isEqualTo("unknown host: no such host");
      engine.start(new ReplicaSpec(2, 2, "b", "2"));
      assertThat(events.next(StartFailed.class).reason())
          .isEqualTo("no address for replica 2: static.replicas has 1");
    }
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }
}
