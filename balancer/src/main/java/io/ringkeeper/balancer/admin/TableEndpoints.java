package io.ringkeeper.balancer.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.http.IpAddress;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.routing.ClientKey;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.Explanation;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingKey;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the admin port says of the table: {@code /v1/table} and {@code /v1/explain?key=K}. */
final class TableEndpoints {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final CurrentTable tables;
  private final List<KeySource> keys;

  /**
   * @param keys where the routing keys of requests come from
   */
  TableEndpoints(CurrentTable tables, List<KeySource> keys) {
    this.tables = tables;
    this.keys = List.copyOf(keys);
  }

  /** The strategy, the members with their shares, and the digest. */
  OwnAnswer table() {
    RoutingTable table = tables.get();
    LookupTable lookup = table.lookup();
    int[] shares = lookup.shares();
    ArrayNode members = JSON.arrayNode();
    for (int index = 0; index < lookup.size(); index++) {
      members.add(
          member(table.member(index))
              .put("slots", shares[index])
              .put("share", (double) shares[index] / lookup.slots()));
    }
    ObjectNode answer = JSON.objectNode();
    answer.put("epoch", table.epoch());
    answer.put("digest", digest(lookup));
    answer.set("strategy", strategy(table.strategy()));
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
    return JSON.objectNode()
        .put("ordinal", member.ordinal())
        .put("name", handle == null ? null : handle.name())
        .put("weight", member.weight())
        .put("health", lower(member.health()))
        .put("inFlight", handle == null ? 0 : handle.inFlight());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** From a key to its number, its slot, its owner, and whom else it may go to. */
  OwnAnswer explain(String query) {
    try {
      byte[] key = QueryField.find(query, "key");
      byte[] client = QueryField.find(query, "client-ip");
      if (client != null) {
        String text = new String(client, StandardCharsets.UTF_8);
        return explain(text, clientKey(text));
      }
      if (key != null && key.length > 0) {
        return explain(new String(key, StandardCharsets.UTF_8), RoutingKey.of(key, 0, key.length));
      }
    } catch (IllegalArgumentException e) {
      return OwnAnswer.error(400, String.valueOf(e.getMessage()));
    }
    return OwnAnswer.error(
        400, "Which key? Ask for /v1/explain?key=K, or /v1/explain?client-ip=ADDRESS");
  }

  private long clientKey(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address");
    }
    for (KeySource source : keys) {
      if (source instanceof KeySource.ClientIp bits) {
        return new ClientKey(bits).of(address.bytes());
      }
    }
    throw new IllegalArgumentException("No key is taken from addresses: 'key' has no client-ip");
  }

  private OwnAnswer explain(String key, long number) {
    RoutingTable table = tables.get();
    Explanation explanation = Explanation.of(table, number);
    ObjectNode answer = JSON.objectNode();
    answer.put("key", key);
    answer.put("number", Long.toUnsignedString(explanation.number()));
    answer.put("slot", explanation.slot());
    answer.put("slots", table.lookup().slots());
    answer.put("epoch", table.epoch());
    answer.put("digest", digest(table.lookup()));
    answer.set("strategy", strategy(table.strategy()));
    ArrayNode candidates = answer.putArray("candidates");
    for (Explanation.Step step : explanation.steps()) {
      ObjectNode candidate = member(step.member()).put("verdict", lower(step.verdict()));
      candidates.add(step.limit() > 0 ? candidate.put("limit", step.limit()) : candidate);
    }
    return OwnAnswer.json(200, answer.toString());
  }
}
