package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A few keys that everybody asks for, ten replicas, and a bound. Whoever looks from outside sees
 * the requests of a replica and those of all at two moments; so the balancer itself counts, where
 * it admits a request, those above the bound.
 */
class BoundedLoadIT {

  private static final int REQUESTS = 50_000;
  private static final int CLIENTS = 250;
  private static final int KEYS = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"ring", "maglev", "rendezvous"})
  void nobodyIsAdmittedAboveTheBound(String strategy) {
    try (RunningBalancer balancer =
        RunningBalancer.start("strategy=" + strategy, "bounded-load=1.25", "replicas=10")) {
      Random random = new Random(1);
      List<String> requests =
          IntStream.range(0, REQUESTS)
              .mapToObj(i -> Pipeline.get("/home", "X-Request-ID: " + zipf(random)))
              .toList();

      List<String> answers = Pipeline.ask(balancer.address(), requests, CLIENTS);
      assertThat(answers)
          .hasSize(REQUESTS)
          .allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 200 "));
      String metrics = Web.get(balancer.admin(), "/metrics").body();
      System.out.println(strategy + ": " + value(metrics, "spilled") + " requests went elsewhere");
      assertThat(value(metrics, "spilled")).isPositive();
      assertThat(value(metrics, "exceeded")).isZero();
      assertThat(Web.get(balancer.admin(), "/v1/table").body()).doesNotContain("\"inFlight\":1");
    }
  }

  /** Zipf's law with exponent 1, but for a rounding. */
  private static long zipf(Random random) {
    return (long) Math.pow(KEYS, random.nextDouble());
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("ringkeeper_bound_" + name + "_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}
