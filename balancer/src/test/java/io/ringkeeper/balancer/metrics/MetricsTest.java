package io.ringkeeper.balancer.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final LoopCounters one = new LoopCounters();
  private final LoopCounters other = new LoopCounters();
  private final Metrics metrics =
      new Metrics(
          () -> List.of(one, other), () -> new Metrics.FleetState(1, 0, List.of(), 0, 0), () -> 7);

  @Test
  void addsUpTheHistogramsOfTheLoops() {
    one.durations().record(Duration.ofNanos(100_000).toNanos());
    one.durations().record(Duration.ofMillis(3).toNanos());
    other.durations().record(Duration.ofMillis(4).toNanos());
    other.durations().record(Duration.ofMinutes(2).toNanos());
    other.firstBytes().record(Duration.ofMillis(40).toNanos());
    assertThat(exposition())
        .contains(
            "ringkeeper_request_duration_seconds_bucket{le=\"1.0E-4\"} 1",
            "ringkeeper_request_duration_seconds_bucket{le=\"0.0025\"} 1",
            "ringkeeper_request_duration_seconds_bucket{le=\"0.005\"} 3",
            "ringkeeper_request_duration_seconds_bucket{le=\"60.0\"} 3",
            "ringkeeper_request_duration_seconds_bucket{le=\"+Inf\"} 4",
            "ringkeeper_request_duration_seconds_count 4",
            "ringkeeper_request_duration_seconds_sum 120.0071",
            "ringkeeper_replica_first_byte_seconds_bucket{le=\"0.025\"} 0",
            "ringkeeper_replica_first_byte_seconds_bucket{le=\"0.05\"} 1");
  }

  @Test
  void addsUpWhatTheLoopsSawOfAnOrdinal() {
    one.replica(1).request();
    one.replica(2).request();
    other.replica(2).request();
    other.replica(2).failure();
    assertThat(exposition())
        .contains(
            "ringkeeper_replica_requests_total{ordinal=\"1\"} 1.0",
            "ringkeeper_replica_requests_total{ordinal=\"2\"} 2.0",
            "ringkeeper_replica_failures_total{ordinal=\"1\"} 0.0",
            "ringkeeper_replica_failures_total{ordinal=\"2\"} 1.0");
  }

  @Test
  void tellsOfClientsThatWereTooMany() {
    one.count(Counter.TURNED_AWAY);
    other.count(Counter.TURNED_AWAY);
    assertThat(exposition()).contains("ringkeeper_turned_away_total 2.0");
  }

  @Test
  void tellsOfTheAccessLog() {
    one.count(Counter.LOG_DROPPED);
    other.count(Counter.LOG_DROPPED);
    assertThat(exposition())
        .contains(
            "ringkeeper_access_log_dropped_total 2.0", "ringkeeper_access_log_errors_total 7.0");
  }

  private List<String> exposition() {
    return new String(metrics.exposition(), UTF_8).lines().toList();
  }
}
