package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why requests are said to have ended. */
class EndedTest extends LoggingProxy {

  EndedTest() throws IOException {}

  @Test
  void saysThatAHeadWasLate() throws IOException {
    start(replica);
    client.send("GET /p HT");
    proxy.pass(Settings.HEAD);
    client.answer();
    JsonNode entry = logged(408);
    assertThat(entry.get("ended").textValue()).isEqualTo("client_timeout");
    assertThat(entry.get("duration_ms").longValue()).isEqualTo(Settings.HEAD.toMillis());
  }

  @Test
  void saysThatABodyWasLate() throws IOException {
    start(replica);
    client.send(POST + "Content-Length: 5\r\n\r\nhe");
    proxy.pass(Settings.BODY);
    client.answer();
    expectEnded(408, "client_timeout");
  }

  @ParameterizedTest
  @CsvSource({"'',499", "'HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n',200"})
  void saysThatTheClientLeft(String answer, int status) throws IOException {
    start(replica);
    try (Peer connection = get()) {
      connection.send(answer);
      if (status == 200) {
        client.head();
      }
      client.reset();
      connection.expectGone();
      expectEnded(status, "client_gone");
      assertThat(counters().durations().count()).isZero();
    }
  }

  @Test
  void saysThatTheClientLeftInTheMiddleOfItsBody() throws IOException {
    start(replica);
    client.send(POST + "Content-Length: 5\r\n\r\nhe");
    try (Peer connection = replica.accept()) {
      client.endOutput();
      connection.toEndOrReset();
      expectEnded(499, "client_gone");
    }
  }

  @Test
  void saysThatTheClientTookNothing() throws IOException {
    start(replica);
    try (Peer narrow = Peer.connectNarrow(proxy.address)) {
      narrow.send("GET /p HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + Flood.SIZE + "\r\n\r\n");
        Flood flood = new Flood(connection, Flood.SIZE);
        flood.awaitStandstill();
        proxy.pass(Settings.SEND);
        proxy.pass(Settings.SEND);
        connection.expectGone();
        expectEnded(200, "client_stuck");
      }
    }
  }

  @Test
  void saysThatThereWasNobodyToAsk() throws IOException {
    start();
    client.send(POST + "\r\n").answer().isError(503, "");
    expectEnded(503, "no_replica");
  }

  @Test
  void saysThatTheReplicaCouldNotBeReached() throws IOException {
    start(replica);
    replica.close();
    client.send(POST + "\r\n").answer().isError(502, "");
    JsonNode entry = logged(502);
    assertThat(entry.get("ended").textValue()).isEqualTo("unreachable");
    assertThat(entry.has("connect_ms")).isFalse();
    assertThat(entry.has("first_byte_ms")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',502,no_answer",
    "'HTTP/1.1 OK\r\n\r\n',502,bad_answer",
    "'HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n',200,broken_off"
  })
  void saysWhatTheReplicaDidWrong(String answer, int status, String why) throws IOException {
    start(replica);
    client.send(POST + "Connection: close\r\n\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(answer);
      connection.close();
      client.head();
      client.toEndOrReset();
      expectEnded(status, why);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',504", "'HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n',200"})
  void saysThatTheReplicaWasTooSlow(String answer, int status) throws IOException {
    start(replica);
    try (Peer connection = get()) {
      connection.send(answer);
      proxy.pass(Settings.BODY);
      connection.expectGone();
      expectEnded(status, "replica_timeout");
    }
  }

  @Test
  void saysThatTheWholeTookTooLong() throws IOException {
    settings.request = Duration.ofSeconds(9);
    start(replica);
    try (Peer connection = get()) {
      proxy.pass(settings.request);
      client.answer().isError(504, "");
      connection.expectGone();
      expectEnded(504, "request_timeout");
    }
  }

  @ParameterizedTest
  @CsvSource({"0,queue_full", "1,no_connection"})
  void saysThatThereWasNoConnectionToBeHad(int queue, String why) throws IOException {
    settings.maxUpstreams = 1;
    settings.queue = queue;
    start(replica);
    try (Peer other = proxy.client()) {
      other.send("GET /other HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        client.send("POST /p HTTP/1.1\r\nHost: h\r\n\r\n");
        if (queue > 0) {
          proxy.awaitWaiting(1);
          proxy.pass(Settings.WAIT);
        }
        client.answer().isError(503, "");
      }
    }
    proxy.close();
    assertThat(Files.readString(folder.resolve("log"))).contains("\"ended\":\"" + why + "\"");
  }

  @Test
  void everyFailureHasANameOfItsOwn() throws IOException {
    start();
    assertThat(Arrays.stream(Failure.values()).map(it -> it.ended).distinct())
        .hasSize(Failure.values().length);
  }

  @ParameterizedTest
  @CsvSource({"idle,tunnel_idle", "drain,drained", "cut,broken_off", "stop,shutdown"})
  void saysWhatEndedATunnel(String what, String why) throws IOException {
    start(replica);
    client.send(UPGRADE);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(SWITCHING);
      client.head();
      switch (what) {
        case "idle" -> proxy.pass(Settings.TUNNEL);
        case "drain" -> {
          proxy.unpublish(1);
          proxy.dataPlane.drain(proxy.handle(1), () -> {});
          proxy.pass(Settings.DRAIN);
          proxy.pass(Settings.DRAIN);
        }
        case "cut" -> connection.reset();
        default -> proxy.dataPlane.quiesce(Duration.ofMillis(1));
      }
      client.expectGone();
      expectEnded(101, why);
    }
  }

  @Test
  void saysThatTheBalancerCouldNotWait() throws IOException {
    start(replica);
    try (Peer connection = get()) {
      proxy.dataPlane.quiesce(Duration.ofMillis(1));
      connection.expectGone();
      expectEnded(444, "shutdown");
    }
  }
}
