package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the admin port tells operators and their machines. */
class AdminIT {

  @Test
  void saysThatItLivesAndIsReady() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      assertThat(Web.get(balancer.admin(), "/livez").statusCode()).isEqualTo(200);
      assertThat(Web.get(balancer.admin(), "/readyz").statusCode()).isEqualTo(200);
      assertThat(Web.get(balancer.admin(), "/rep").body())
          .isEqualTo(Web.get(balancer.address(), "/rep").body());
    }
  }

  @Test
  void bothPortsSayWhichBalancerTheyAreOf() {
    try (RunningBalancer balancer = RunningBalancer.start("fleet=mine");
        RunningBalancer other = RunningBalancer.start()) {
      String instance = instance(balancer.address());
      assertThat(instance).matches("[0-9a-f]{16}").isEqualTo(instance(balancer.admin()));
      assertThat(instance).isNotEqualTo(instance(other.address()));
      assertThat(Web.get(balancer.admin(), "/v1/balancer").body())
          .isEqualTo(
              "{\"instance\":\"%s\",\"engine\":\"process\",\"fleet\":\"mine\"}"
                  .formatted(instance));
    }
  }

  private static String instance(InetSocketAddress port) {
    return Web.get(port, "/rep").headers().firstValue("Ringkeeper-Instance").orElse("");
  }

  @Test
  void bothPortsSayWhatTimeItIs() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      for (InetSocketAddress port : List.of(balancer.address(), balancer.admin())) {
        for (String path : List.of("/rep", "/add")) {
          String date = Web.get(port, path).headers().firstValue("Date").orElse("none");
          Instant told = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
          assertThat(told).isBetween(Instant.EPOCH.plus(Duration.ofDays(20_000)), Instant.now());
        }
      }
    }
  }

  @Test
  void refusesInTheContractsForm() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      String large = "{\"n\":1}" + " ".repeat(64 * 1024);
      refused(Web.post(balancer.admin(), "/add", large), 413);
      refused(Web.get(balancer.admin(), "/add"), 405);
      refused(Web.add(balancer.admin(), 1, "server1"), 400);
      refused(Web.get(balancer.admin(), "/home"), 404);
      assertThat(balancer.listed()).hasSize(3);
    }
  }

  @Test
  void answersPipelinedRequestsOneAfterTheOther() throws IOException {
    try (RunningBalancer balancer = RunningBalancer.start();
        Socket socket = new Socket()) {
      socket.setSoTimeout(30_000);
      socket.connect(balancer.admin());
      String add = "POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{\"n\":1}";
      String rep = "GET /rep HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((add + rep).getBytes(StandardCharsets.US_ASCII));
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answers).containsPattern("(?s)\"N\":4.*\"N\":4").doesNotContain("\"N\":3");
    }
  }

  @Test
  void countsEveryRequestOnce() {
    int clients = 10;
    double good = 1_000;
    double bad = 50;
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Loads.run(Loads.plan(balancer.address(), "/home", (long) good, clients));
      Loads.run(Loads.plan(balancer.address(), "/other", (long) bad, clients));
      assertThat(metrics(balancer))
          .containsEntry("ringkeeper_requests_total", good + bad)
          .containsEntry("ringkeeper_connections_total", 2.0 * clients)
          .containsEntry("ringkeeper_answers_total{class=\"2xx\"}", good)
          .containsEntry("ringkeeper_answers_total{class=\"4xx\"}", bad)
          .containsEntry("ringkeeper_answers_total{class=\"5xx\"}", 0.0)
          .containsEntry("ringkeeper_failures_total", 0.0)
          .containsEntry("ringkeeper_retries_total", 0.0)
          .containsEntry("ringkeeper_request_duration_seconds_count", good + bad)
          .containsEntry("ringkeeper_replica_first_byte_seconds_count", good + bad)
          .containsEntry("ringkeeper_replica_failures_total{ordinal=\"1\"}", 0.0)
          .containsEntry("ringkeeper_members", 3.0)
          .containsEntry("ringkeeper_replicas_serving", 3.0)
          .containsEntry("ringkeeper_replica_in_flight{ordinal=\"1\",replica=\"server1\"}", 0.0);
    }
  }

  /** The samples of the Prometheus text format. */
  private static Map<String, Double> metrics(RunningBalancer balancer) {
    HttpResponse<String> answer = Web.get(balancer.admin(), "/metrics");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    Map<String, Double> samples = new HashMap<>();
    answer
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    return samples;
  }
}
