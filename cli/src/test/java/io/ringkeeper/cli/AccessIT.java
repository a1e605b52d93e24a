package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may change the replicas, where, and of which engine. */
class AccessIT {

  private static final String ONE_MORE = "{\"n\":1}";

  @Test
  void changesNeedTheTokenIfThereIsOne() {
    Map<String, String> token = Map.of("RINGKEEPER_ADMIN_TOKEN", "open-sesame");
    try (RunningBalancer balancer = RunningBalancer.start(token, List.of())) {
      for (InetSocketAddress at : List.of(balancer.address(), balancer.admin())) {
        unauthorized(Web.post(at, "/add", ONE_MORE));
        unauthorized(Web.delete(at, "/rm", ONE_MORE));
        for (String wrong :
            List.of("open-sesam", "Bearer", "Bearer open-sesam", "Basic b3Blbg==")) {
          unauthorized(Web.post(at, "/add", ONE_MORE, "Authorization", wrong));
        }
        assertThat(Web.get(at, "/rep").statusCode()).isEqualTo(200);
      }
      assertThat(balancer.listed()).containsExactly("server1", "server2", "server3");
      String right = "Bearer open-sesame";
      assertThat(
              Web.post(balancer.address(), "/add", ONE_MORE, "Authorization", right).statusCode())
          .isEqualTo(200);
      assertThat(balancer.everyChild())
          .as("no replica inherits the token")
          .allSatisfy(
              pid -> assertThat(Proc.environment(pid)).noneMatch(v -> v.contains("sesame")));
    }
  }

  private static void unauthorized(HttpResponse<String> answer) {
    refused(answer, 401);
    assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
  }

  @Test
  void theAdminPortAloneMayHaveTheContract() {
    try (RunningBalancer balancer = RunningBalancer.start("contract=admin")) {
      for (String path : List.of("/rep", "/add", "/rm")) {
        assertThat(refused(Web.get(balancer.address(), path), 400))
            .isEqualTo("<Error> '" + path + "' endpoint does not exist in server replicas");
      }
      HttpResponse<String> added = Web.add(balancer.admin(), 1, "S4");
      assertThat(RunningBalancer.names(added.body()))
          .containsExactly("server1", "server2", "server3", "S4");
    }
  }

  @Test
  void anEngineThatCannotStartReplicasSaysSo() {
    try (StaticReplica replica =
            new StaticReplica(exchange -> {
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            });
        RunningBalancer balancer = RunningBalancer.start(replica.settings()).awaitServing()) {
      refused(Web.add(balancer.address(), 1), 501);
      refused(Web.remove(balancer.address(), 1), 501);
      assertThat(balancer.listed()).hasSize(1);
      assertThat(Web.get(balancer.address(), "/").statusCode()).isEqualTo(200);
    }
  }
}
