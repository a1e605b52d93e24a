package io.ringkeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.analysis.plan.PlannedFleet;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringkeeper plan}: what a change would do to the keys, without making it. */
@Command(
    name = "plan",
    description = "Says which part of the keys a change would move, without making it.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = ServerUrl.class,
      defaultValue = "http://127.0.0.1:5001",
      description = "The admin port of a running balancer (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:5001");

  @Option(
      names = "--fleet",
      paramLabel = "N",
      description = "Begins with N replicas on paper instead of a running balancer.")
  private @Nullable Integer fleet;

  @Option(
      names = "--from",
      paramLabel = "STRATEGY",
      description = "The strategy of a fleet on paper (default: ring).")
  private @Nullable String from;

  @Option(names = "--add", paramLabel = "N", description = "Adds N replicas.")
  private int add;

  @Option(names = "--remove", paramLabel = "NAME", split = ",", description = "Removes a replica.")
  private List<String> remove = new ArrayList<>();

  @Option(names = "--weight", paramLabel = "NAME=W", description = "Changes a weight, 1 to 1000.")
  private Map<String, Integer> weights = new LinkedHashMap<>();

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      description =
          "Changes the strategy: ring, maglev, rendezvous or rendezvous:1.01; as the running"
              + " balancer is configured.")
  private @Nullable String strategy;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    try {
      PlannedFleet before = before();
      if (before == null) {
        return 1;
      }
      PlannedFleet after =
          strategy == null ? before.under(before.strategy()) : before.under(strategy);
      after.remove(remove);
      after.add(atLeast(0, add, "--add"));
      weights.forEach(after::weigh);
      Plan plan = Plan.of(before, after);
      if (json) {
        System.out.println(toJson(plan));
      } else {
        print(plan, System.out);
      }
      return 0;
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("ringkeeper: " + e.getMessage());
      return 2;
    }
  }

  private @Nullable PlannedFleet before() throws InterruptedException, JsonProcessingException {
    if (fleet != null) {
      return PlannedFleet.of(
          PlannedFleet.strategy(from == null ? "ring" : from), atLeast(1, fleet, "--fleet"));
    }
    if (from != null) {
      throw new IllegalArgumentException(
          "--from is the strategy of a fleet on paper: say with --fleet how many replicas it has");
    }
    String table = Remote.send(url, "GET", "/v1/table", null);
    return table == null ? null : PlannedFleet.of(new ObjectMapper().readTree(table));
  }

  private static int atLeast(int least, int number, String option) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s is a number of replicas, %d or more, not %d".formatted(option, least, number));
    }
    return number;
  }

  private static void print(Plan plan, PrintStream out) {
    String line = "%-24s%10s%10s%n";
    out.printf(line, "share of the keys", "before", "after");
    for (Plan.Share share : plan.shares()) {
      out.printf(line, "  " + share.replica().name(), part(share.before()), part(share.after()));
    }
    out.printf(line, "largest over fair share", times(plan.maxBefore()), times(plan.maxAfter()));
    out.printf(
        "keys that move %s, of which %s have to and %s could have stayed%n",
        part(plan.moved()), part(plan.needed()), part(plan.avoidable()));
    out.printf("table %s becomes %s%n", plan.digestBefore(), plan.digestAfter());
  }

  private static String part(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio);
  }

  private static String toJson(Plan plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var shares = node.putArray("shares");
    for (Plan.Share share : plan.shares()) {
      shares
          .addObject()
          .put("ordinal", share.replica().ordinal())
          .put("name", share.replica().name())
          .put("before", share.before())
          .put("after", share.after());
    }
    return node.put("maxOverMeanBefore", plan.maxBefore())
        .put("maxOverMeanAfter", plan.maxAfter())
        .put("moved", plan.moved())
        .put("needed", plan.needed())
        .put("avoidable", plan.avoidable())
        .put("digestBefore", plan.digestBefore())
        .put("digestAfter", plan.digestAfter())
        .toString();
  }
}
