package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a request whose replica fails: the next candidate, as long as that is safe. */
@ExtendWith(Leaks.class)
class FailOverTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica one = new ScriptedReplica();
  @AutoClose private final ScriptedReplica two = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(one, two);
  @AutoClose private final Peer client = proxy.client();

  FailOverTest() throws IOException {}

  private String toOne(String method, String more) {
    return method + " / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(1) + more + "\r\n";
  }

  /** The second replica gets the request, and its answer reaches the client. */
  private void answerFromTwo(String body) throws IOException {
    try (Peer connection = two.accept()) {
      connection.head();
      assertThat(connection.read(body.length())).isEqualTo(body);
      connection.send(OK);
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
  void goesToTheNextReplicaWhenOneClosesWithoutAnAnswer(String method) throws IOException {
    client.send(toOne(method, ""));
    try (Peer connection = one.accept()) {
      connection.head();
    }
    try (Peer connection = two.accept()) {
      assertThat(connection.head()).startsWith(method + " / ").contains(proxy.ownedBy(1));
      connection.send(OK);
      assertThat(client.answerToHead().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 100 Continue\r\n\r\nHTT"})
  void goesToTheNextReplicaWhenOneIsCutInTheHeadOfItsAnswer(String part) throws IOException {
    client.send(toOne("GET", ""));
    try (Peer connection = one.accept()) {
      connection.head();
      connection.send(part).reset();
    }
    try (Peer connection = two.accept()) {
      connection.head();
      connection.send(OK);
      if (part.contains("100")) {
        assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      }
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "BREW"})
  void doesNotRepeatWhatMayNotBeDoneTwice(String method) throws IOException {
    client.send(toOne(method, ""));
    try (Peer connection = one.accept()) {
      connection.head();
    }
    client.answer().isError(502, "without an answer").keeps();
    client.send(toOne("GET", "A: next\r\n"));
    try (Peer connection = one.accept()) {
      assertThat(connection.head()).contains("A: next");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void goesToTheNextReplicaWhenOneRefusesToConnect(String method) throws IOException {
    one.close();
    client.send(toOne(method, "Content-Length: 5\r\n") + "hello");
    answerFromTwo("hello");
  }

  @Test
  void answers502WhenEveryReplicaIsGone() throws IOException {
    one.close();
    two.close();
    client.send(toOne("POST", ""));
    client.answer().isError(502, "cannot be reached").keeps();
    client.send(toOne("HEAD", ""));
    assertThat(client.answerToHead().status()).isEqualTo(502);
  }

  @Test
  void answers503WhenThereIsNoReplica() throws IOException {
    proxy.unpublish(1);
    proxy.unpublish(2);
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    Answer answer = client.answer().isError(503, "No replica");
    assertThat(answer.field("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 20000\r\n", "Transfer-Encoding: chunked\r\n"})
  void cutsTheClientOffWhenAnAnswerBreaksOff(String framing) throws IOException {
    client.send(toOne("GET", ""));
    try (Peer connection = one.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n5\r\nhello\r\n");
      client.head();
      assertThat(client.read(10)).isEqualTo("5\r\nhello\r\n");
    }
    client.expectReset();
  }

  @Test
  void goesToTheNextReplicaWhenOneDiesInTheMiddleOfASmallAnswer() throws IOException {
    client.send(toOne("GET", ""));
    try (Peer connection = one.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 16384\r\n\r\n" + "x".repeat(16383));
    }
    answerFromTwo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 65536\r\n", "Transfer-Encoding: chunked\r\n"})
  void sendsASmallBodyOnceMore(String framing) throws IOException {
    String body =
        framing.startsWith("C") ? "0123456789abcdef".repeat(4096) : "5\r\nhello\r\n0\r\n\r\n";
    client.send(toOne("PUT", framing)).sendInPieces(body, 4000);
    try (Peer connection = one.accept()) {
      connection.head();
      assertThat(connection.read(body.length())).isEqualTo(body);
    }
    answerFromTwo(body);
  }

  @Test
  void sendsABodyOnceMoreOfWhichHalfHadCome() throws IOException {
    client.send(toOne("PUT", "Content-Length: 10\r\n") + "01234");
    try (Peer connection = one.accept()) {
      connection.head();
      assertThat(connection.read(5)).isEqualTo("01234");
    }
    try (Peer connection = two.accept()) {
      connection.head();
      assertThat(connection.read(5)).isEqualTo("01234");
      client.send("56789");
      assertThat(connection.read(5)).isEqualTo("56789");
      connection.send(OK);
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
    }
  }

  @Test
  void cannotRepeatABodyThatIsTooLongToKeep() throws IOException {
    String body = "x".repeat(70_000);
    client.send(toOne("PUT", "Content-Length: 70000\r\n") + body);
    try (Peer connection = one.accept()) {
      connection.head();
      assertThat(connection.read(body.length())).isEqualTo(body);
    }
    client.answer().isError(502, "without an answer").keeps();
  }

  @Test
  void triesAFreshConnectionWhenAPooledOneHasGrownStale() throws IOException {
    client.send(toOne("GET", ""));
    try (Peer pooled = one.accept()) {
      pooled.head();
      pooled.send(OK);
      client.answer();
      client.send(toOne("GET", "A: second\r\n"));
      pooled.head();
    }
    try (Peer fresh = one.accept()) {
      assertThat(fresh.head()).contains("A: second");
      fresh.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @Test
  void goesOnToTheNextReplicaWhenTheFreshConnectionFailsToo() throws IOException {
    client.send(toOne("GET", ""));
    try (Peer pooled = one.accept()) {
      pooled.head();
      pooled.send(OK);
      client.answer();
      client.send(toOne("GET", ""));
      pooled.head();
    }
    one.accept().close();
    answerFromTwo("");
  }

  @Test
  void doesNotUseAPooledConnectionThatHasBeenClosed() throws IOException {
    client.send(toOne("POST", ""));
    try (Peer pooled = one.accept()) {
      pooled.head();
      pooled.send(OK);
      client.answer();
    }
    try (Peer other = proxy.client()) { // by its answer, the loop has seen the close too
      other.send(toOne("HEAD", "").replace("/ ", "/sync "));
      try (Peer connection = one.accept()) {
        connection.head();
        connection.send("HTTP/1.1 204 OK\r\nConnection: close\r\n\r\n");
        other.head();
      }
    }
    client.send(toOne("POST", ""));
    try (Peer fresh = one.accept()) {
      fresh.head();
      fresh.send(OK);
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }
}
