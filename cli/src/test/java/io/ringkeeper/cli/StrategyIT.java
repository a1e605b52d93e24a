package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.Program.Ended;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Strategies and weights are changed while requests go on. */
class StrategyIT {

  @Test
  void noRequestFailsWhileTheyChange() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), 4, Duration.ofMillis(1));
      for (String strategy : new String[] {"maglev", "rendezvous", "ring", "maglev"}) {
        assertThat(put(balancer, "/v1/strategy", "{\"strategy\":\"" + strategy + "\"}").body())
            .contains("\"N\":3");
        assertThat(table(balancer)).contains("{\"name\":\"" + strategy + "\"");
      }
      assertThat(weigh(balancer, "server2", 8).statusCode()).isEqualTo(200);
      assertThat(table(balancer)).contains("\"name\":\"server2\",\"weight\":8");
      load.stopWithoutFailure();
    }
  }

  @Test
  void refusesWhatCannotBeAndChangesNothing() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      String before = table(balancer);

      assertThat(refused(put(balancer, "/v1/strategy", "{\"strategy\":\"ketama\"}"), 400))
          .contains("not one of maglev, rendezvous, ring");
      refused(put(balancer, "/v1/strategy", "[]"), 400);
      refused(put(balancer, "/v1/strategy", "{\"strategy\":\"maglev\",\"cap\":1.01}"), 400);
      refused(put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":0.5}"), 400);
      refused(put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":\"NaN\"}"), 400);
      assertThat(
              refused(
                  put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":1e999}"),
                  400))
          .contains("not a number such as 1.01");
      refused(Web.get(balancer.admin(), "/v1/strategy"), 405);
      assertThat(refused(weigh(balancer, "server1", 2), 400)).contains("knows no weights");
      refused(weigh(balancer, "server1", 0), 400);
      refused(weigh(balancer, "server1", -1), 400);
      refused(weigh(balancer, "server1", 1_001), 400);
      refused(put(balancer, "/v1/replicas/server1/weight", "{\"weight\":1.5}"), 400);
      assertThat(
              refused(
                  put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":NaN}"), 400))
          .contains("not JSON")
          .doesNotContain("enable");
      assertThat(
              refused(
                  put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"Cap\":1.01}"), 400))
          .contains("Field 'Cap' is not one of strategy, cap");
      refused(weigh(balancer, "server9", 1), 400);
      assertThat(table(balancer)).isEqualTo(before);

      put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":1.01}");
      weigh(balancer, "server1", 2);
      assertThat(refused(put(balancer, "/v1/strategy", "{\"strategy\":\"ring\"}"), 409))
          .contains("knows no weights");
      assertThat(table(balancer)).contains("\"cap\":1.01");
    }
  }

  /** Also where the ring and the cap are not the usual ones. */
  @Test
  void aPlanIsWhatComesOfIt() {
    String[] settings = {"ring.slots=1024", "ring.functions=mix64", "rendezvous.cap=1.05"};
    try (RunningBalancer balancer = RunningBalancer.start(settings)) {
      String url = "http://127.0.0.1:" + balancer.admin().getPort();
      for (String strategy : new String[] {"maglev", "rendezvous", "ring"}) {
        Ended plan = Program.run(List.of("plan", "--url", url, "--json", "--strategy", strategy));
        put(balancer, "/v1/strategy", "{\"strategy\":\"" + strategy + "\"}");
        String digest = table(balancer).replaceFirst(".*\"digest\":\"(\\w+)\".*", "$1");
        assertThat(plan.out()).as(strategy).contains("\"digestAfter\":\"" + digest + "\"");
      }
    }
  }

  @Test
  void aPlanOnPaperRefusesWhatCannotBe() {
    assertThat(planned("--fleet=-3")).contains("--fleet is a number of replicas, 1 or more");
    assertThat(planned("--fleet=3", "--add=-1")).contains("--add is a number of replicas, 0 or");
    assertThat(planned("--from=maglev")).contains("say with --fleet");
  }

  private static String planned(String... options) {
    Ended plan = Program.run(Stream.concat(Stream.of("plan"), Stream.of(options)).toList());
    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.out()).isEmpty();
    return plan.err();
  }

  /** None at all is an empty table, not an error of ours. */
  @Test
  void withoutReplicasThereIsNobodyToAsk() {
    for (String strategy : new String[] {"ring", "maglev", "rendezvous"}) {
      try (RunningBalancer balancer =
          RunningBalancer.start("replicas=0", "strategy=" + strategy, "bounded-load=1.25")) {
        HttpResponse<String> answer = Web.get(balancer.address(), "/home");
        refused(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(Web.get(balancer.admin(), "/v1/explain?key=a").body())
            .contains("\"candidates\":[]");
        assertThat(table(balancer)).contains("\"members\":[]");
      }
    }
  }

  private static HttpResponse<String> weigh(RunningBalancer balancer, String name, int weight) {
    return put(balancer, "/v1/replicas/" + name + "/weight", "{\"weight\":" + weight + "}");
  }

  private static HttpResponse<String> put(RunningBalancer balancer, String path, String body) {
    return Web.ask(balancer.admin(), "PUT", path, BodyPublishers.ofString(body));
  }

  private static String table(RunningBalancer balancer) {
    return Web.get(balancer.admin(), "/v1/table").body();
  }
}
