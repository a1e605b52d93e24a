package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.config.Hostname;
import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a command may begin. Each check returns why not, or null; the first reason counts. */
final class Admission {

  private Admission() {}

  /**
   * @param names every name in use
   */
  static @Nullable Refused refusal(Event.Add add, FleetSettings settings, Set<String> names) {
    if (!settings.scales()) {
      return notSupported("added");
    }
    if (add.hostnames().size() > add.n()) {
      return bad("Length of hostname list is more than newly added instances");
    }
    Refused badName = badName(add.hostnames(), names);
    return badName != null ? badName : noRoom(add.n(), settings, names.size());
  }

  /**
   * @param wanted the names of all replicas that are wanted
   */
  static @Nullable Refused refusal(
      Event.Remove remove, FleetSettings settings, Set<String> wanted) {
    if (!settings.scales()) {
      return notSupported("removed");
    }
    List<String> hostnames = remove.hostnames();
    if (hostnames.size() > remove.n()) {
      return bad("Length of hostname list is more than removable instances");
    }
    String duplicate = Hostnames.firstDuplicate(hostnames);
    if (duplicate != null) {
      return bad("Duplicate hostname '" + duplicate + "'");
    }
    for (String name : hostnames) {
      if (!wanted.contains(name)) {
        return unknown(name);
      }
    }
    if (settings.strict() && remove.n() > wanted.size()) {
      return bad(
          "%d replicas cannot be removed: this is more instances than are present (%d)"
              .formatted(remove.n(), wanted.size()));
    }
    return null;
  }

  /** What is wrong with the names of new replicas. */
  static @Nullable Refused badName(List<String> hostnames, Set<String> names) {
    for (String name : hostnames) {
      if (!Hostname.isValid(name)) {
        return bad(
            ("'%s' is not a valid hostname: 2 to 63 letters, digits, '_', '.' and '-',"
                    + " the first a letter or a digit")
                .formatted(name));
      }
    }
    String duplicate = Hostnames.firstDuplicate(hostnames);
    if (duplicate != null) {
      return bad("Duplicate hostname '" + duplicate + "'");
    }
    for (String name : hostnames) {
      if (names.contains(name)) {
        return bad("hostname '" + name + "' already exists");
      }
    }
    return null;
  }

  /**
   * @param held how many there are already
   */
  static @Nullable Refused noRoom(int n, FleetSettings settings, int held) {
    int capacity = settings.strategy().capacity();
    int limit = Math.min(capacity, settings.replicasMax());
    if ((long) held + n <= limit) {
      return null;
    }
    String reason =
        capacity <= settings.replicasMax()
            ? holder(settings.strategy()) + " holds at most " + limit
            : "replicas-max is " + limit;
    return new Refused(
        Kind.CONFLICT,
        "%d more replicas do not fit: %s, and %d are held".formatted(n, reason, held));
  }

  /**
   * Whether another strategy can do with what there is.
   *
   * @param held the ordinals that there are
   * @param weighted whether somebody has a weight other than 1, and it counts
   */
  static @Nullable Refused refusal(
      Event.ChangeStrategy change, Set<Integer> held, boolean weighted) {
    Strategy strategy = change.strategy();
    if (held.size() > strategy.capacity()) {
      return new Refused(
          Kind.CONFLICT,
          "%s holds at most %d, and %d replicas are held"
              .formatted(holder(strategy), strategy.capacity(), held.size()));
    }
    Refused crowded = onePlaceForTwo(held, strategy);
    if (crowded != null) {
      return crowded;
    }
    if (weighted && !strategy.knowsWeights()) {
      return new Refused(
          Kind.CONFLICT, holder(strategy) + " knows no weights; give every replica 1 first");
    }
    return null;
  }

  static @Nullable Refused refusal(Event.Weigh weigh, Strategy strategy) {
    if (weigh.weight() < 1 || weigh.weight() > Members.MAX_WEIGHT) {
      return bad("weight %d is not between 1 and %d".formatted(weigh.weight(), Members.MAX_WEIGHT));
    }
    if (weigh.weight() != 1 && !strategy.knowsWeights()) {
      return bad(holder(strategy) + " knows no weights; change the strategy first");
    }
    return null;
  }

  static Refused unknown(String name) {
    return bad("'" + name + "' is not a managed replica");
  }

  /** Whether the replicas of an earlier balancer are such that no table can be made of them. */
  static @Nullable Refused unfitKept(Set<Integer> kept, Strategy strategy) {
    if (kept.size() > strategy.capacity()) {
      return new Refused(
          Kind.CONFLICT,
          "%d replicas are kept, and %s holds at most %d"
              .formatted(kept.size(), holder(strategy), strategy.capacity()));
    }
    return onePlaceForTwo(kept, strategy);
  }

  /**
   * @param held the ordinals that there are
   * @param added those that are to come
   */
  static @Nullable Refused onePlaceForTwo(
      Set<Integer> held, List<Integer> added, FleetSettings settings) {
    Set<Integer> all = new TreeSet<>(held);
    all.addAll(added);
    return onePlaceForTwo(all, settings.strategy());
  }

  private static @Nullable Refused onePlaceForTwo(Set<Integer> ordinals, Strategy strategy) {
    return ordinals.stream().map(strategy::idFor).distinct().count() == ordinals.size()
        ? null
        : new Refused(
            Kind.CONFLICT,
            holder(strategy) + " has one place for two of the ordinals " + new TreeSet<>(ordinals));
  }

  private static String holder(Strategy strategy) {
    return switch (strategy) {
      case RingStrategy _ -> "the hash ring";
      case MaglevStrategy _ -> "a Maglev table";
      case RendezvousStrategy _ -> "a rendezvous table";
    };
  }

  private static Refused bad(String message) {
    return new Refused(Kind.BAD_REQUEST, message);
  }

  private static Refused notSupported(String verb) {
    return new Refused(
        Kind.NOT_SUPPORTED, "the replicas of this engine are fixed: none can be " + verb);
  }
}
