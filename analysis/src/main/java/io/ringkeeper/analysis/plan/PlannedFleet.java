package io.ringkeeper.analysis.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fleet on paper: how keys find replicas, and which there are.
 *
 * @param replicas by ordinal
 * @param choices by name, what it may change to: a balancer's ring may be another than the
 *     mission's
 * @param remembered by ordinal, weights that are of no effect as long as the strategy knows none
 */
public record PlannedFleet(
    Strategy strategy,
    SortedMap<Integer, Replica> replicas,
    Map<String, Strategy> choices,
    SortedMap<Integer, Integer> remembered) {

  private static final String CAPPED = "rendezvous:";
  private static final Map<String, Strategy> ON_PAPER =
      Map.of(
          "ring", new RingStrategy(RingShape.mission(), RingIds.SPREAD),
          "maglev", new MaglevStrategy(),
          "rendezvous", new RendezvousStrategy(RendezvousTable.NO_CAP));

  public PlannedFleet {
    choices = Map.copyOf(choices);
  }

  /** One replica; its weight is 1 to 1,000. */
  public record Replica(int ordinal, String name, int weight) {}

  /** The table, and the replicas in its order. */
  public record Table(LookupTable lookup, List<Replica> byIndex) {
    public Replica ownerOfSlot(int slot) {
      return byIndex.get(lookup.ownerOf(slot));
    }

    public Replica owner(long key) {
      return byIndex.get(lookup.ownerOf(lookup.slotOf(key)));
    }
  }

  /** So many replicas of weight 1. */
  public static PlannedFleet of(Strategy strategy, int size) {
    PlannedFleet fleet = new PlannedFleet(strategy, new TreeMap<>(), ON_PAPER, new TreeMap<>());
    fleet.add(size);
    return fleet;
  }

  /** What a balancer says of its table. */
  public static PlannedFleet of(JsonNode table) {
    Map<String, Strategy> choices = new HashMap<>(ON_PAPER); // earlier versions do not tell theirs
    for (JsonNode choice : table.path("strategies")) {
      Strategy strategy = strategy(choice);
      choices.put(strategy.name(), strategy);
    }
    PlannedFleet fleet =
        new PlannedFleet(
            strategy(table.path("strategy")), new TreeMap<>(), choices, new TreeMap<>());
    for (JsonNode member : table.path("members")) {
      int ordinal = member.path("ordinal").intValue();
      String name = member.path("name").asText("(" + ordinal + ")");
      fleet.replicas.put(ordinal, new Replica(ordinal, name, member.path("weight").intValue()));
      if (member.has("rememberedWeight")) {
        fleet.remembered.put(ordinal, member.path("rememberedWeight").intValue());
      }
    }
    return fleet;
  }

  private static Strategy strategy(JsonNode node) {
    return switch (node.path("name").asText()) {
      case "maglev" -> new MaglevStrategy();
      case "rendezvous" ->
          new RendezvousStrategy(node.path("cap").asDouble(RendezvousTable.NO_CAP));
      default -> {
        RingFunctions functions =
            RingFunctions.valueOf(node.path("functions").asText().toUpperCase(Locale.ROOT));
        yield new RingStrategy(
            functions.shape(node.path("ringSlots").intValue(), node.path("virtual").intValue()),
            RingIds.valueOf(node.path("ids").asText().toUpperCase(Locale.ROOT)));
      }
    };
  }

  /**
   * The strategy of a name: {@code ring} (the mission's), {@code maglev}, {@code rendezvous} or
   * {@code rendezvous:1.01}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Strategy strategy(String name) {
    return strategy(name, ON_PAPER);
  }

  private static Strategy strategy(String name, Map<String, Strategy> choices) {
    if (name.startsWith(CAPPED)) {
      return new RendezvousStrategy(cap(name.substring(CAPPED.length())));
    }
    Strategy strategy = choices.get(name);
    if (strategy == null) {
      throw new IllegalArgumentException(
          "'%s' is none of ring, maglev, rendezvous, rendezvous:1.01".formatted(name));
    }
    return strategy;
  }

  private static double cap(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("'%s' is not a cap such as 1.01".formatted(text));
    }
  }

  /** The same replicas under another strategy; if it knows weights, those remembered count. */
  public PlannedFleet under(Strategy other) {
    PlannedFleet same =
        new PlannedFleet(other, new TreeMap<>(replicas), choices, new TreeMap<>(remembered));
    if (other.knowsWeights()) {
      remembered.forEach((ordinal, weight) ->
          same.replicas.computeIfPresent(
              ordinal, (any, replica) -> new Replica(ordinal, replica.name(), weight)));
      same.remembered.clear();
    }
    return same;
  }

  /**
   * The same replicas under the strategy of a name, as the balancer has it.
   *
   * @throws IllegalArgumentException if it is none of those that {@link #strategy} knows
   */
  public PlannedFleet under(String name) {
    return under(strategy(name, choices));
  }

  /**
   * Adds replicas as the balancer would, on the lowest free ordinals.
   *
   * @throws IllegalStateException if the strategy cannot hold so many
   */
  public void add(int count) {
    int most = strategy.capacity();
    if (count > most - replicas.size()) {
      throw new IllegalStateException(
          "%d more replicas do not fit: there are %d, and strategy %s holds at most %d"
              .formatted(count, replicas.size(), strategy.name(), most));
    }
    int ordinal = 1;
    for (int added = 0; added < count; ordinal++) {
      if (!replicas.containsKey(ordinal)) {
        replicas.put(ordinal, new Replica(ordinal, "server" + ordinal, 1));
        added++;
      }
    }
  }

  public void remove(Collection<String> names) {
    for (String name : names) {
      int ordinal = find(name).ordinal();
      replicas.remove(ordinal);
      remembered.remove(ordinal);
    }
  }

  /**
   * Changes a weight.
   *
   * @throws IllegalArgumentException if it is not 1 to 1,000, or there is no such replica
   */
  public void weigh(String name, int weight) {
    Replica replica = find(name);
    if (weight < 1 || weight > Members.MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight %d of '%s' is not between 1 and %d".formatted(weight, name, Members.MAX_WEIGHT));
    }
    replicas.put(replica.ordinal(), new Replica(replica.ordinal(), replica.name(), weight));
    remembered.remove(replica.ordinal());
  }

  private Replica find(String name) {
    return replicas.values().stream()
        .filter(replica -> replica.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'%s' is no replica".formatted(name)));
  }

  /**
   * The table that this fleet would have.
   *
   * @throws IllegalArgumentException if a weight is out of its range, or the strategy knows none
   * @throws IllegalStateException if the strategy cannot hold so many
   */
  public Table table() {
    List<Replica> byIndex =
        replicas.values().stream()
            .sorted(Comparator.comparingInt(replica -> strategy.idFor(replica.ordinal())))
            .toList();
    int[] ids = byIndex.stream().mapToInt(replica -> strategy.idFor(replica.ordinal())).toArray();
    int[] weights = byIndex.stream().mapToInt(Replica::weight).toArray();
    return new Table(strategy.build(Members.weighted(ids, weights)), byIndex);
  }
}
