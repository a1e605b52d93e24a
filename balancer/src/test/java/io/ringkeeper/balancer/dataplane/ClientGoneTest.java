package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, wholly or by half. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class ClientGoneTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  ClientGoneTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nha"
      })
  void cancelsTheRequestOfAClientThatIsCutOff(String request) throws IOException {
    cancelsWhenCutOff(request);
  }

  /** Nothing is read from it until the first of its requests is over. */
  @Test
  void cancelsTheRequestOfAClientThatIsCutOffBehindTwoRequests() throws IOException {
    Transports.skipNio();
    cancelsWhenCutOff(GET + GET);
  }

  private void cancelsWhenCutOff(String requests) throws IOException {
    client.send(requests);
    try (Peer connection = replica.accept()) {
      connection.head();
      client.reset();
      connection.expectGone();
    }
    expectNobodyInside();
  }

  @Test
  void cancelsTheRequestOfAClientThatLeavesInTheMiddleOfItsBody() throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf");
    try (Peer connection = replica.accept()) {
      connection.head();
      assertThat(connection.read(4)).isEqualTo("half");
      client.close();
      connection.expectGone();
    }
    expectNobodyInside();
  }

  @Test
  void cancelsTheRequestOfAClientThatLeavesInTheMiddleOfItsAnswer() throws IOException {
    client.send(GET);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
      client.head();
      client.close();
      byte[] block = new byte[64 * 1024];
      assertThatThrownBy(
              () -> {
                while (true) {
                  connection.send(block);
                }
              })
          .isInstanceOf(SocketException.class);
      connection.expectGone();
    }
    expectNobodyInside();
  }

  @Test
  void stillAnswersAClientThatHasEndedItsOutput() throws IOException {
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello").endOutput();
    try (Peer connection = replica.accept()) {
      connection.head();
      assertThat(connection.read(5)).isEqualTo("hello");
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      connection.sendInPieces("x".repeat(100_000), 1000);
      assertThat(client.answer().body()).hasSize(100_000);
      client.expectEnd();
    }
    expectNobodyInside();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "GET / HT", "GET / HTTP/1.1\r\nHost: h\r\n"})
  void closesQuietlyWhereNoRequestIsComplete(String part) throws IOException {
    client.send(part).endOutput();
    client.expectEnd();
  }

  @Test
  void keepsTheReplicaConnectionWhoseAnswerWasComplete() throws IOException {
    client.send(GET);
    try (Peer connection = replica.accept();
        Peer other = proxy.client()) {
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      client.answer();
      client.reset();
      other.send(GET);
      connection.head();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      assertThat(other.answer().body()).isEqualTo("ok");
    }
  }

  private void expectNobodyInside() {
    await().until(() -> proxy.handle(1).inFlight() == 0);
    proxy.awaitClients(0);
  }
}
