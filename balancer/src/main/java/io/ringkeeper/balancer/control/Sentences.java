package io.ringkeeper.balancer.control;

import io.ringkeeper.hashing.Strategy;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words in which the log and the operator are told what happens to replicas. */
final class Sentences {

  static final String SHUTTING_DOWN = "the balancer is shutting down";

  /** Why a survivor that does not run is dead. */
  static final String FOUND_DEAD = "it does not run any more";

  private Sentences() {}

  static String keeps(int kept, Event.Begin begin) {
    String sentence =
        "keeps %d %s, as %s"
            .formatted(
                kept,
                kept == 1 ? "replica" : "replicas",
                begin.remembered().isPresent() ? "commanded last" : "found");
    return kept == begin.ordinals().size()
        ? sentence
        : sentence + "; `replicas: " + begin.ordinals().size() + "` is for a first start";
  }

  static String dismissed(Replica replica) {
    return "%s (ordinal %d) was left over and has to go"
        .formatted(replica.name(), replica.ordinal());
  }

  static String nothingLeft(Replica replica) {
    return "nothing is left of ordinal %d: %s starts there"
        .formatted(replica.ordinal(), replica.name());
  }

  static String serves(Replica replica, long now) {
    String sentence = replica.name() + " serves as ordinal " + replica.ordinal();
    String lost = replica.history().lost();
    return lost == null
        ? sentence
        : "%s, %s after %s died".formatted(sentence, span(now - replica.history().lostAt()), lost);
  }

  static String died(Replica replica, ReplicaState.Dead dead) {
    return dead.served()
        ? "%s died (%s)".formatted(replica.name(), dead.why())
        : "%s could not be started (%s)".formatted(replica.name(), dead.why());
  }

  static String replacedBy(String name, Replica replica) {
    return "%s starts in its place as ordinal %d".formatted(name, replica.ordinal());
  }

  static String replacedLater(Replica replica, long nanos) {
    return "ordinal %d is started again in %s".formatted(replica.ordinal(), span(nanos));
  }

  static String suspected(Replica replica, String why) {
    return "%s (ordinal %d) misses its heartbeats (%s) and takes no new requests"
        .formatted(replica.name(), replica.ordinal(), why);
  }

  static String recovered(Replica replica, long nanos) {
    return "%s (ordinal %d) answers again after %s"
        .formatted(replica.name(), replica.ordinal(), span(nanos));
  }

  static String condemned(Replica replica) {
    return "%s (ordinal %d) is taken for dead and killed"
        .formatted(replica.name(), replica.ordinal());
  }

  static String mostFail() {
    return "most replicas miss their heartbeats together: none is replaced for that alone";
  }

  static String tookTooLong(Duration limit, @Nullable String lastMiss) {
    String sentence = "it did not serve within " + span(limit.toNanos());
    return lastMiss == null ? sentence : sentence + "; last probe: " + lastMiss;
  }

  static String notStarted(String name, String why) {
    return "%s could not be started: %s; nothing was added".formatted(name, why);
  }

  static String strategyChanged(Strategy strategy) {
    return "keys find replicas by '" + Strategies.describe(strategy) + "' from now on";
  }

  static String strategyKept(Strategy commanded, Strategy configured) {
    return "keys find replicas by '%s', as commanded last, and not by '%s', as configured"
        .formatted(Strategies.describe(commanded), Strategies.describe(configured));
  }

  static String strategyForgotten(String name, Strategy configured) {
    return "'%s', as commanded last, is no strategy any more: keys find replicas by '%s'"
        .formatted(name, Strategies.describe(configured));
  }

  static String weightsOfNoEffect(Map<Integer, Integer> weights, Strategy strategy) {
    return "the weights of the ordinals %s are of no effect: '%s' knows none"
        .formatted(weights.keySet(), strategy.name());
  }

  static String noTable(String why) {
    return "no routing table can be made of that: " + why;
  }

  static String leaves(Replica replica) {
    return "%s (ordinal %d) leaves".formatted(replica.name(), replica.ordinal());
  }

  static String gone(Replica replica) {
    return replica.name() + " is gone";
  }

  static String notDrained(Replica replica, Duration limit) {
    return "%s still had requests in flight after %s and is stopped"
        .formatted(replica.name(), span(limit.toNanos()));
  }

  static String stillThere(Collection<Replica> left) {
    return "not gone in time: "
        + left.stream().map(Replica::name).collect(Collectors.joining(", "))
        + "; no traffic goes there, and none of it comes back";
  }

  /** A time as a person would say it: {@code 412 ms}, {@code 3.4 s}. */
  static String span(long nanos) {
    long millis = nanos / 1_000_000;
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis % 1000 == 0
        ? millis / 1000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
