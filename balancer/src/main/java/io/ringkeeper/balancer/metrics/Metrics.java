package io.ringkeeper.balancer.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Every metric, declared once. Nothing is computed before somebody asks: a scrape reads the
 * counters of the event loops and the current fleet. May be called from any thread.
 */
public final class Metrics {

  /** The Prometheus text format. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final Map<String, Counter> ANSWERS =
      Map.of(
          "1xx", Counter.ANSWERS_1XX,
          "2xx", Counter.ANSWERS_2XX,
          "3xx", Counter.ANSWERS_3XX,
          "4xx", Counter.ANSWERS_4XX,
          "5xx", Counter.ANSWERS_5XX);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Supplier<List<LoopCounters>> loops;

  /**
   * The state of the fleet at the time of a scrape.
   *
   * @param spilled requests that a bound on loads has turned away from a replica so far
   * @param exceeded those that were admitted above it
   */
  public record FleetState(
      long epoch, int members, List<Replica> serving, long spilled, long exceeded) {}

  /** One replica that serves. */
  public record Replica(String name, int ordinal, int inFlight) {}

  /**
   * The metrics of one balancer.
   *
   * @param logErrors how often the access log could not be written
   */
  public Metrics(
      Supplier<List<LoopCounters>> loops, Supplier<FleetState> fleet, LongSupplier logErrors) {
    this.loops = loops;
    counter("requests", "Requests of which the head was understood.", Counter.REQUESTS);
    counter("connections", "Client connections accepted.", Counter.CONNECTIONS);
    counter("turned_away", "Clients closed at once, being too many.", Counter.TURNED_AWAY);
    counter("retries", "Requests tried at a further replica.", Counter.RETRIES);
    counter("retries_denied", "Retries that the budget did not allow.", Counter.RETRIES_DENIED);
    counter("failures", "Attempts at a replica that failed.", Counter.FAILURES);
    counter("stale", "Reused connections that were found to be dead.", Counter.STALE);
    counter("upstreams", "Connections to replicas begun.", Counter.UPSTREAMS);
    counter("waits", "Requests that had to wait for a connection.", Counter.WAITS);
    counter("tunnels", "Requests that became a tunnel.", Counter.TUNNELS);
    counter("rejections", "Requests refused because of their form.", Counter.REJECTIONS);
    counter("cancellations", "Requests given up by their clients.", Counter.CANCELLATIONS);
    counter("access_log_dropped", "Records that found no room on their way.", Counter.LOG_DROPPED);
    counter("access_log_errors", "Failures to write the access log.", logErrors::getAsLong);
    counter(
        "bound_spilled",
        "Requests that went elsewhere because a replica had as many as it may.",
        () -> fleet.get().spilled());
    counter(
        "bound_exceeded",
        "Requests admitted above the bound on loads, for want of anybody else.",
        () -> fleet.get().exceeded());
    histogram(
        "request_duration_seconds",
        "Proxied requests that were answered, from their heads to the ends of their answers.",
        LoopCounters::durations);
    histogram(
        "replica_first_byte_seconds",
        "Requests at a replica, from when they went there to the head of its answer.",
        LoopCounters::firstBytes);
    replicaCounter("requests", "Requests that went to a replica.", ReplicaCounters::requests);
    replicaCounter("failures", "Requests that failed at a replica.", ReplicaCounters::failures);
    CounterWithCallback.builder()
        .name("ringkeeper_answers_total")
        .help("Answers by the class of their status.")
        .labelNames("class")
        .callback(to -> ANSWERS.forEach((label, counter) -> to.call((double) sum(counter), label)))
        .register(registry);
    gauge("open_connections", "Client connections open now.", () -> sum(Counter.OPEN_CONNECTIONS));
    gauge("open_upstreams", "Connections to replicas now.", () -> sum(Counter.OPEN_UPSTREAMS));
    gauge("waiting", "Requests that wait for a connection now.", () -> sum(Counter.WAITING));
    gauge("open_tunnels", "Tunnels open now.", () -> sum(Counter.OPEN_TUNNELS));
    gauge("table_epoch", "Routing tables published so far.", () -> fleet.get().epoch());
    gauge("members", "Ring positions that are wanted.", () -> fleet.get().members());
    gauge("replicas_serving", "Replicas that take traffic.", () -> fleet.get().serving().size());
    replicaGauge(fleet, "replica_in_flight", "Requests at the replica.", Replica::inFlight);
  }

  private void counter(String name, String help, Counter counter) {
    counter(name, help, () -> sum(counter));
  }

  private void counter(String name, String help, Supplier<Number> value) {
    CounterWithCallback.builder()
        .name("ringkeeper_" + name + "_total")
        .help(help)
        .callback(to -> to.call(value.get().doubleValue()))
        .register(registry);
  }

  private void histogram(String name, String help, Function<LoopCounters, Histogram> of) {
    registry.register(
        new SummedHistogram(
            "ringkeeper_" + name, help, () -> loops.get().stream().map(of).toList()));
  }

  /**
   * Replicas are told apart by their ordinals alone: there is a new name with each replacement, and
   * so there would be more and more series, none of which lasts.
   */
  private void replicaCounter(String name, String help, ToLongFunction<ReplicaCounters> value) {
    CounterWithCallback.builder()
        .name("ringkeeper_replica_" + name + "_total")
        .help(help)
        .labelNames("ordinal")
        .callback(to ->
            byOrdinal(value).forEach((ordinal, sum) -> to.call(sum, Integer.toString(ordinal))))
        .register(registry);
  }

  private Map<Integer, Long> byOrdinal(ToLongFunction<ReplicaCounters> value) {
    Map<Integer, Long> sums = new TreeMap<>();
    for (LoopCounters loop : loops.get()) {
      loop.replicas()
          .forEach((ordinal, it) -> sums.merge(ordinal, value.applyAsLong(it), Long::sum));
    }
    return sums;
  }

  private void gauge(String name, String help, Supplier<Number> value) {
    GaugeWithCallback.builder()
        .name("ringkeeper_" + name)
        .help(help)
        .callback(to -> to.call(value.get().doubleValue()))
        .register(registry);
  }

  private void replicaGauge(
      Supplier<FleetState> fleet, String name, String help, ToDoubleFunction<Replica> value) {
    Function<Replica, String[]> labels =
        replica -> new String[] {replica.name(), Integer.toString(replica.ordinal())};
    GaugeWithCallback.builder()
        .name("ringkeeper_" + name)
        .help(help)
        .labelNames("replica", "ordinal")
        .callback(to ->
            fleet.get().serving().forEach(r -> to.call(value.applyAsDouble(r), labels.apply(r))))
        .register(registry);
  }

  private long sum(Counter counter) {
    return loops.get().stream().mapToLong(loop -> loop.get(counter)).sum();
  }

  /** What a scraper gets. */
  public byte[] exposition() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    }
    return out.toByteArray();
  }
}
