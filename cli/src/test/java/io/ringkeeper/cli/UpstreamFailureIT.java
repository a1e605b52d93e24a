package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told when the only replica fails them. */
class UpstreamFailureIT {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/nothing", "",
          "/garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n",
          "/half-a-head", "HTTP/1.1 200 OK\r\nContent-Le",
          "/half-a-small-body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
          "/half-a-large-body", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n12345",
          "/two-lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
          "/missing", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nmine",
          "/slow", ScriptedReplica.SILENCE);

  private static ScriptedReplica replica;
  private static RunningBalancer balancer;

  @BeforeAll
  static void start() {
    replica = new ScriptedReplica(ANSWERS);
    balancer =
        RunningBalancer.start(StaticReplica.settings(replica.port(), "not-found=pass"))
            .awaitServing();
  }

  @AfterAll
  static void stop() {
    balancer.close();
    replica.close();
  }

  private static InetSocketAddress at() {
    return balancer.address();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/garbage", "/half-a-head", "/half-a-small-body", "/two-lengths"})
  void anAnswerThatIsNoneIsABadGateway(String path) {
    refused(Web.get(at(), path), 502);
    refused(Web.post(at(), path, "body"), 502);
  }

  @Test
  void anAnswerThatDoesNotComeIsATimeout() {
    try (RunningBalancer other =
        RunningBalancer.start(StaticReplica.settings(replica.port(), "timeouts.response=100ms"))
            .awaitServing()) {
      refused(Web.get(other.address(), "/slow"), 504);
    }
  }

  @Test
  void anAnswerThatBreaksOffBreaksOffForTheClientToo() {
    assertThatThrownBy(() -> Web.get(at(), "/half-a-large-body"))
        .hasMessageContaining("bytes received");
  }

  @Test
  void theReplicasOwn404CanBePassed() {
    assertThat(Web.get(at(), "/missing"))
        .returns(404, HttpResponse::statusCode)
        .returns("mine", HttpResponse::body);
  }

  @Test
  void aReplicaThatCannotBeReachedIsABadGateway() {
    ScriptedReplica leaving = new ScriptedReplica(Map.of());
    try (RunningBalancer other =
        RunningBalancer.start(StaticReplica.settings(leaving.port(), "health.fall=100"))
            .awaitServing()) {
      assertThat(Web.get(other.address(), "/").statusCode()).isEqualTo(200);
      leaving.close();
      refused(Web.get(other.address(), "/"), 502);
    }
  }

  @Test
  void whereNothingHasEverServedThereIsNobodyToAsk() {
    ScriptedReplica absent = new ScriptedReplica(Map.of());
    absent.close();
    try (RunningBalancer other =
        RunningBalancer.start(StaticReplica.settings(absent.port(), "start-timeout=1s"))) {
      HttpResponse<String> answer = Web.get(other.address(), "/");
      refused(answer, 503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }
}
