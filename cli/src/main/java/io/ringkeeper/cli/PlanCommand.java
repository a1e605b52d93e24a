package io.ringkeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.analysis.plan.PlannedFleet;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
      System.out.print(json ? PlanFormats.json(plan) + "\n" : PlanFormats.table(plan));
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
}
