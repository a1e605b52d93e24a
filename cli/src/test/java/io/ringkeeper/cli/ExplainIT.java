package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.analysis.load.LoadPlan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the balancer says of a key is where requests with that key go. */
class ExplainIT {

  private static final int REQUESTS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"ring", "maglev", "rendezvous"})
  void agreesWithWhereTenThousandRequestsWent(String strategy) {
    try (RunningBalancer balancer =
        RunningBalancer.start("strategy=" + strategy, "rendezvous.cap=1.01", "replicas=5")) {
      LoadPlan plan = Loads.plan(balancer.address(), "/home", REQUESTS, 8);
      Loads.Run run = Loads.run(plan.withKeys(Loads.steps(100_000, 7_919)));
      assertThat(run.report().failed()).isZero();

      assertThat(run.outcomes()).hasSize(REQUESTS);
      assertThat(
              run.outcomes().stream().filter(it -> !it.replica().equals(taker(balancer, it.key()))))
          .isEmpty();
      for (String key : List.of("a", "session 17", "a+b/c?d&e=f%", "00000000000000000007")) {
        assertThat(Web.get(balancer.address(), "/home", "X-Request-ID", key).body())
            .contains("Server: " + taker(balancer, key) + "\"");
      }
    }
  }

  @Test
  void twoBalancersWithTheSameMembersHaveTheSameDigest() {
    try (RunningBalancer one = RunningBalancer.start("strategy=maglev", "replicas=2");
        RunningBalancer other = RunningBalancer.start("strategy=maglev", "replicas=3")) {
      assertThat(table(one).get("digest")).isNotEqualTo(table(other).get("digest"));
      Web.add(one.address(), 2);
      Web.remove(one.address(), 1, "server2");
      Web.add(one.address(), 1);
      Web.add(other.address(), 1);
      assertThat(table(one).get("digest")).isEqualTo(table(other).get("digest"));
      assertThat(table(one).get("members")).hasSize(4);
      assertThat(table(one).get("maxOverMean").asDouble()).isLessThan(1.001);
    }
  }

  @Test
  void refusesToExplainNothing() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      refused(Web.get(balancer.admin(), "/v1/explain"), 400);
      refused(Web.get(balancer.admin(), "/v1/explain?key="), 400);
    }
  }

  /** The ordinal of whom the balancer says that it takes a key. */
  private static String taker(RunningBalancer balancer, String key) {
    String escaped = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    for (JsonNode candidate :
        json(balancer, "/v1/explain?key=" + escaped).withArray("candidates")) {
      if (candidate.get("verdict").asText().equals("takes")) {
        return candidate.get("ordinal").asText();
      }
    }
    return "nobody";
  }

  private static JsonNode table(RunningBalancer balancer) {
    return json(balancer, "/v1/table");
  }

  private static JsonNode json(RunningBalancer balancer, String path) {
    try {
      return new ObjectMapper().readTree(Web.get(balancer.admin(), path).body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
