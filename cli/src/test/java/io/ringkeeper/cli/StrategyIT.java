package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
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
      refused(put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":NaN}"), 400);
      refused(weigh(balancer, "server9", 1), 400);
      assertThat(table(balancer)).isEqualTo(before);

      put(balancer, "/v1/strategy", "{\"strategy\":\"rendezvous\",\"cap\":1.01}");
      weigh(balancer, "server1", 2);
      assertThat(refused(put(balancer, "/v1/strategy", "{\"strategy\":\"ring\"}"), 409))
          .contains("knows no weights");
      assertThat(table(balancer)).contains("\"cap\":1.01");
    }
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
