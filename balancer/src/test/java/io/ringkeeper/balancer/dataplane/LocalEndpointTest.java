package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are answered here: an endpoint that says how many bytes it got. */
@ExtendWith(Leaks.class)
class LocalEndpointTest {

  private static final int LIMIT = LocalRequest.MAX_BODY;
  private static final String POST = "POST /count HTTP/1.1\r\nHost: h\r\n";

  private static final LocalEndpoints COUNT =
      new LocalEndpoints() {
        @Override
        public boolean owns(RequestHead head) {
          return true;
        }

        @Override
        public CompletionStage<OwnAnswer> answer(LocalRequest request) {
          return switch (request.path()) {
            case "/fails" -> CompletableFuture.failedStage(new IOException("out of order"));
            case "/never" -> new CompletableFuture<>();
            default ->
                CompletableFuture.completedStage(OwnAnswer.json(200, "" + request.body().length));
          };
        }
      };

  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(new Settings(), COUNT);

  @AutoClose private final Peer client = proxy.client();

  LocalEndpointTest() throws IOException {}

  private void expectUsable() throws IOException {
    client.send("GET /count HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.answer().keeps().body()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5000, LIMIT})
  void collectsABody(int length) throws IOException {
    client.send(POST + "Content-Length: " + length + "\r\n\r\n");
    client.sendInPieces("x".repeat(length), 1000);
    assertThat(client.answer().keeps().body()).isEqualTo("" + length);
    expectUsable();
  }

  @Test
  void collectsNoMoreThanThereIsSpaceFor() throws IOException {
    proxy.takeHeapBut(20_000);
    for (int i = 0; i < 3; i++) {
      client.send(POST + "Content-Length: 15000\r\n\r\n" + "x".repeat(15_000));
      assertThat(client.answer().keeps().body()).isEqualTo("15000");
    }
    try (Peer slow = proxy.client()) {
      slow.send(POST + "Content-Length: 15001\r\n\r\n" + "x".repeat(15_000));
      proxy.settle();
      client.send(POST + "Content-Length: 1000\r\n\r\n" + "x".repeat(1000));
      assertThat(client.answer().keeps().body()).isEqualTo("1000");
      client.send(POST + "Content-Length: 15000\r\n\r\n" + "x".repeat(15_000));
      client.answer().isError(503, "no space").closes();
      slow.send("x");
      assertThat(slow.answer().keeps().body()).isEqualTo("15001");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10_000})
  void takesTheChunksOffABody(int pieces) throws IOException {
    client.sendInPieces(
        POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;a\r\n\r\n!\r\n0\r\nT: t\r\n\r\n",
        pieces);
    assertThat(client.answer().keeps().body()).isEqualTo("8");
    expectUsable();
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 10_000_000})
  void refusesABodyThatIsTooLongAndReadsOverIt(int length) throws IOException {
    client.send(POST + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(length));
    client.answer().isError(413, "" + LIMIT).closes();
    client.expectEnd();
  }

  @Test
  void refusesChunksThatAreTooLongAndReadsOverThem() throws IOException {
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    client.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(100) + "0\r\n\r\n");
    client.answer().isError(413, "" + LIMIT).closes();
    client.expectEnd();
  }

  @Test
  void doesNotLetABodyComeThatIsTooLong() throws IOException {
    client.send(POST + "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n");
    client.answer().isError(413, "").closes();
    client.expectEnd();
  }

  @Test
  void letsABodyComeThatWaitsForIt() throws IOException {
    client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    assertThat(client.answer().keeps().body()).isEqualTo("5");
  }

  @Test
  void doesNotTalkOfInterimAnswersToHttp10() throws IOException {
    client.send("POST /count HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(client.answer().closes().body()).isEqualTo("5");
    client.expectEnd();
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    client.send("HEAD /count HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.answerToHead().keeps().length()).isOne();
    expectUsable();
  }

  @Test
  void keepsAConnectionOfHttp10ThatAsksForIt() throws IOException {
    client.send("GET /count HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertThat(client.answer().field("Connection")).isEqualTo("keep-alive");
    expectUsable();
  }

  @Test
  void answers500WhenAnEndpointFails() throws IOException {
    client.send("GET /fails HTTP/1.1\r\nHost: h\r\n\r\n");
    client.answer().isError(500, "out of order").keeps();
  }

  @Test
  void refusesABodyThatIsMalformed() throws IOException {
    client.send(POST + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");
    client.answer().isError(400, "chunked").closes();
    client.expectEnd();
  }

  @Test
  void refusesABodyThatDoesNotArriveInTime() throws IOException {
    client.send(POST + "Content-Length: 5\r\n\r\nhal");
    proxy.settle();
    proxy.clock.advance(Settings.BODY.plusSeconds(1));
    client.answer().isError(408, "body").closes();
    client.expectEnd();
  }

  @Test
  void forgetsAClientThatLeavesBeforeItsAnswer() throws IOException {
    client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n");
    proxy.settle();
    client.reset();
    proxy.awaitClients(0);
  }
}
