package io.ringkeeper.balancer.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.Explanation;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the admin port says of the table: {@code /v1/table} and {@code /v1/explain?key=K}. */
final class TableEndpoints {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final CurrentTable tables;
  private final Collection<Strategy> strategies;
  private final Supplier<? extends Map<Integer, Integer>> weights;
  private final KeyLookup keys;

  /**
   * @param strategies what a command may change to, as configured
   * @param weights by ordinal, those that are not 1, whether they count or not
   * @param keys what can be asked about
   */
  TableEndpoints(
      CurrentTable tables,
      Collection<Strategy> strategies,
      Supplier<? extends Map<Integer, Integer>> weights,
      KeyLookup keys) {
    this.tables = tables;
    this.strategies = List.copyOf(strategies);
    this.weights = weights;
    this.keys = keys;
  }

  /** The strategy and those that it may become, the members with their shares, and the digest. */
  OwnAnswer table() {
    RoutingTable table = tables.get();
    LookupTable lookup = table.lookup();
    int[] shares = lookup.shares();
    Map<Integer, Integer> waiting =
        table.strategy().knowsWeights() ? Map.of() : weights.get(); // of no effect yet
    ArrayNode members = JSON.arrayNode();
    for (int index = 0; index < lookup.size(); index++) {
      Member member = table.member(index);
      ObjectNode node =
          member(member)
              .put("slots", shares[index])
              .put("share", (double) shares[index] / lookup.slots());
      @Nullable Integer remembered = waiting.get(member.ordinal());
      members.add(remembered == null ? node : node.put("rememberedWeight", remembered));
    }
    ObjectNode answer = JSON.objectNode();
    answer.put("epoch", table.epoch());
    answer.put("digest", digest(lookup));
    answer.set("strategy", strategy(table.strategy()));
    ArrayNode choices = answer.putArray("strategies");
    strategies.forEach(choice -> choices.add(strategy(choice)));
    answer.put("slots", lookup.slots());
    answer.put("maxOverMean", maxOverFair(lookup, shares));
    answer.set("members", members);
    return OwnAnswer.json(200, answer.toString());
  }

  private static String digest(LookupTable lookup) {
    return "%016x".formatted(lookup.digest());
  }

  /** The largest share, over what the member's weight entitles it to. */
  private static double maxOverFair(LookupTable lookup, int[] shares) {
    double total = lookup.members().totalWeight();
    double[] ratios = new double[shares.length];
    Arrays.setAll(ratios, i -> shares[i] * total / lookup.members().weightAt(i) / lookup.slots());
    return Arrays.stream(ratios).max().orElse(0);
  }

  private static ObjectNode strategy(Strategy strategy) {
    ObjectNode node = JSON.objectNode().put("name", strategy.name());
    switch (strategy) {
      case RingStrategy ring -> {
        node.put("ringSlots", ring.shape().slots());
        node.put("virtual", ring.shape().virtualServers());
        node.put("functions", functions(ring));
        node.put("ids", lower(ring.ids()));
      }
      case MaglevStrategy _ -> {}
      case RendezvousStrategy rendezvous -> {
        if (rendezvous.cap() < RendezvousTable.NO_CAP) {
          node.put("cap", rendezvous.cap());
        }
      }
    }
    return node;
  }

  private static @Nullable String functions(RingStrategy ring) {
    for (RingFunctions functions : RingFunctions.values()) {
      if (functions.requestHash().equals(ring.shape().requestHash())) {
        return lower(functions);
      }
    }
    return null;
  }

  private static ObjectNode member(Member member) {
    ReplicaHandle handle = member.handle();
    ObjectNode node =
        JSON.objectNode()
            .put("ordinal", member.ordinal())
            .put("name", handle == null ? null : handle.name())
            .put("weight", member.weight())
            .put("health", lower(member.health()))
            .put("inFlight", handle == null ? 0 : handle.inFlight());
    return member.ramp() < Member.FULL ? node.put("slowStartPercent", member.ramp()) : node;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** From a key to its number, its slot, its owner, and whom else it may go to. */
  OwnAnswer explain(String query) {
    KeyLookup.Asked asked;
    try {
      asked = keys.find(query);
    } catch (IllegalArgumentException e) {
      return OwnAnswer.error(400, String.valueOf(e.getMessage()));
    }
    if (asked == null) {
      return OwnAnswer.error(
          400,
          "Which key? Ask for /v1/explain?key=K, or client-ip=ADDRESS or affinity=COOKIE instead");
    }
    RoutingTable table = tables.get();
    Explanation explanation = Explanation.of(table, asked.number());
    ObjectNode answer = JSON.objectNode();
    answer.put("key", asked.key());
    answer.put("number", Long.toUnsignedString(explanation.number()));
    answer.put("slot", explanation.slot());
    answer.put("slots", table.lookup().slots());
    answer.put("epoch", table.epoch());
    answer.put("digest", digest(table.lookup()));
    answer.set("strategy", strategy(table.strategy()));
    ArrayNode sources = answer.putArray("sources");
    keys.sources().forEach(sources::add);
    ArrayNode candidates = answer.putArray("candidates");
    for (Explanation.Step step : explanation.steps()) {
      ObjectNode candidate = member(step.member());
      candidate.put("inFlight", step.inFlight()).put("verdict", lower(step.verdict()));
      candidates.add(step.limit() > 0 ? candidate.put("limit", step.limit()) : candidate);
    }
    return OwnAnswer.json(200, answer.toString());
  }
}
