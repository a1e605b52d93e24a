package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when something takes too long. Only the hand on the clock makes time pass. */
@ExtendWith(Leaks.class)
class TimeoutTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ScriptedReplica other = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica, other);
  @AutoClose private final Peer client = proxy.client();

  TimeoutTest() throws IOException {}

  private String toFirst(String method, String more) {
    return method + " / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(1) + more + "\r\n";
  }

  private void pass(Duration time) throws IOException {
    proxy.settle();
    proxy.clock.advance(time.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: h\r\n\r"})
  void refusesAHeadThatDoesNotArriveInTime(String part) throws IOException {
    client.send(part);
    pass(Settings.HEAD);
    client.answer().isError(408, "head").closes();
    client.expectEnd();
  }

  @Test
  void refusesAHeadThatTricklesIn() throws IOException {
    client.send("GET / HTTP/1.1\r\n");
    pass(Settings.HEAD.dividedBy(2));
    client.send("Host: h\r\n");
    pass(Settings.HEAD.dividedBy(2));
    client.answer().isError(408, "head").closes();
  }

  @Test
  void closesAnIdleConnectionWithoutAWord() throws IOException {
    client.send(toFirst("GET", ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK);
      client.answer();
      pass(Settings.HEAD);
      client.send(toFirst("GET", ""));
      connection.head();
      connection.send(OK);
      client.answer();
      pass(Settings.IDLE);
      client.expectEnd();
    }
  }

  @Test
  void closesAConnectionOnWhichNothingEverCame() throws IOException {
    pass(Settings.HEAD);
    client.expectEnd();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void answers504ForAReplicaThatIsTooSlow(String method) throws IOException {
    client.send(toFirst(method, ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
      pass(Settings.RESPONSE);
      client.answer().isError(504, "in time").keeps();
      connection.expectGone();
    }
    client.send(toFirst("GET", "A: next\r\n"));
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).contains("A: next");
      connection.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void refusesABodyThatDoesNotArriveInTime() throws IOException {
    client.send(toFirst("POST", "Content-Length: 5\r\n") + "ha");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.read(2);
      pass(Settings.BODY.dividedBy(2));
      client.send("l");
      connection.read(1);
      pass(Settings.BODY.dividedBy(2));
      client.send("l");
      connection.read(1);
      pass(Settings.BODY);
      client.answer().isError(408, "body").closes();
      client.expectEnd();
      connection.expectGone();
    }
  }

  @Test
  void doesNotBlameAClientThatWaitsForTheReplicaToLetItsBodyCome() throws IOException {
    client.send(toFirst("POST", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    try (Peer connection = replica.accept()) {
      connection.head();
      pass(Settings.RESPONSE);
      client.answer().isError(504, "in time").closes();
      connection.expectGone();
    }
  }

  @Test
  void refusesABodyThatDoesNotComeThoughItMay() throws IOException {
    client.send(toFirst("POST", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      pass(Settings.BODY);
      client.answer().isError(408, "body").closes();
      connection.expectGone();
    }
  }

  @Test
  void cutsAnAnswerThatComesToAStandstill() throws IOException {
    client.send(toFirst("GET", ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\nhalf");
      client.head();
      assertThat(client.read(4)).isEqualTo("half");
      pass(Settings.BODY);
      client.expectReset();
      connection.expectGone();
    }
  }

  @Test
  void aShortAnswerHasTheTimeOfABodyOnceItHasBegun() throws IOException {
    client.send(toFirst("GET", ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na");
      pass(Settings.RESPONSE);
      connection.send("b");
      pass(Settings.RESPONSE);
      connection.send("c");
      assertThat(client.answer().keeps().body()).isEqualTo("abc");
    }
  }

  @Test
  void answers504ForAShortAnswerThatComesToAStandstill() throws IOException {
    client.send(toFirst("GET", ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na");
      pass(Settings.BODY);
      client.answer().isError(504, "in time").keeps();
      connection.expectGone();
    }
  }

  @Test
  void closesAConnectionToAReplicaThatIsNotUsed() throws IOException {
    client.send(toFirst("GET", ""));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK);
      client.answer();
      pass(Settings.POOL_IDLE);
      connection.expectEnd();
    }
  }

  @Test
  void doesNotWaitForEverForARefusedClientToGo() throws IOException {
    client.send("nonsense\r\n\r\n");
    client.answer().isError(400, "").closes();
    client.expectEnd();
    client.send("more");
    pass(Duration.ofSeconds(2));
    client.send(GET);
    proxy.awaitClients(0);
  }
}
