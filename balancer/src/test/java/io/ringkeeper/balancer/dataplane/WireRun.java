package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries a {@link WireScript} out, against a real listener. */
final class WireRun implements AutoCloseable {

  /** Stands for the lines that the balancer adds; {@link ForwardingTest} looks at them. */
  private static final String OURS = "<ours>\r\n";

  /** Stands for a request id that the balancer makes. */
  private static final String ID = "<id>";

  private static final String OUR_LINES =
      "(?:(?:X-Forwarded-(?:For|Proto|Host|Port)|Forwarded|Via|X-Request-ID): [^\\r\\n]*\\r\\n)+";
  private static final String HEAD_END = "\r\n\r\n";
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String NEXT_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext";

  /** Answers {@code /own} itself, and leaves every other path to the replica. */
  private static final LocalEndpoints OWN =
      new LocalEndpoints() {
        @Override
        public boolean owns(RequestHead head) {
          return head.path().equals("/own");
        }

        @Override
        public CompletionStage<OwnAnswer> answer(LocalRequest request) {
          return CompletableFuture.completedStage(OwnAnswer.json(200, "{}"));
        }
      };

  private final ScriptedReplica replica = new ScriptedReplica();
  private final ProxyUnderTest proxy;
  private final Peer client;
  private final int pieces;
  private @Nullable Peer connection;
  private boolean clientCut;

  /** Both ends send in pieces of at most so many bytes. */
  WireRun(WireScript script, int pieces) throws IOException {
    Settings settings = new Settings();
    settings.take(script.settings());
    this.proxy = new ProxyUnderTest(settings, OWN, replica);
    this.client = Peer.connect(proxy.address);
    this.pieces = pieces;
  }

  void run(WireStep step) throws IOException {
    switch (step) {
      case WireStep.ClientSends sends -> clientCut |= !send(client, sends.bytes());
      case WireStep.ClientGets gets -> expectExactly(client, gets.bytes());
      case WireStep.ClientGetsError error -> expectError(error);
      case WireStep.ClientGetsEnd end -> client.expectEnd();
      case WireStep.ClientGetsReset reset -> assertThat(untilReset()).isEmpty();
      case WireStep.ClientGetsPart part -> expectNoEnd(untilReset());
      case WireStep.ClientEndsOutput end -> client.endOutput();
      case WireStep.ClientCutsConnection cut -> client.reset();
      case WireStep.ClientCanGoOn goOn -> expectThatTheClientCanGoOn();
      case WireStep.ReplicaGets gets -> expectRequest(gets.bytes());
      case WireStep.ReplicaGetsNothing nothing -> expectNothing();
      case WireStep.ReplicaGetsEnd end -> assertThat(connected().toEndOrReset()).isEmpty();
      case WireStep.ReplicaGetsPart part -> expectNoEnd(connected().toEndOrReset());
      case WireStep.ReplicaSends sends -> send(connected(), sends.bytes());
      case WireStep.ReplicaCloses close -> connected().leave();
      case WireStep.ReplicaCutsConnection cut -> connected().reset();
      case WireStep.TimePasses time -> {
        proxy.settle();
        proxy.clock.advance(time.time());
      }
    }
  }

  /** False if the connection was cut before all was sent, as it may be in the middle of a flaw. */
  private boolean send(Peer peer, String bytes) throws IOException {
    try {
      peer.sendInPieces(bytes, pieces);
      return true;
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
      return false;
    }
  }

  /** A reset that sending has met with is not met again by reading. */
  private String untilReset() throws IOException {
    return clientCut ? client.toEndOrReset() : client.untilReset();
  }

  private static void expectExactly(Peer peer, String bytes) throws IOException {
    int headEnd = bytes.startsWith("HTTP/") ? bytes.indexOf(HEAD_END) + HEAD_END.length() : 0;
    if (headEnd > 0) {
      assertThat(peer.head()).isEqualTo(bytes.substring(0, headEnd));
    }
    assertThat(peer.read(bytes.length() - headEnd)).isEqualTo(bytes.substring(headEnd));
  }

  private void expectError(WireStep.ClientGetsError error) throws IOException {
    Answer answer = client.answer().isError(error.status(), error.part());
    if (error.last()) {
      answer.closes();
      client.expectEnd();
    } else {
      answer.keeps();
    }
  }

  private Peer connected() throws IOException {
    if (connection == null) {
      connection = replica.accept();
    }
    return connection;
  }

  /** The next head that the replica gets, be it on the connection that it has or on another. */
  private String nextHead() throws IOException {
    if (connection != null) {
      try {
        return headBehindIntroduction();
      } catch (EOFException | SocketException e) {
        assertThat(e)
            .hasMessageMatching("the connection ended after: |Connection reset.*|Socket closed");
        connection = null;
      }
    }
    return headBehindIntroduction();
  }

  private String headBehindIntroduction() throws IOException {
    return connected().head().replaceFirst("^PROXY [^\r]*\r\n", "");
  }

  private void expectRequest(String template) throws IOException {
    String bytes =
        template
            .replace("<port>", String.valueOf(proxy.address.getPort()))
            .replace("<client port>", String.valueOf(client.localPort()));
    int headEnd = bytes.indexOf(OURS);
    if (headEnd < 0) {
      String wanted = Pattern.quote(bytes).replace(ID, "\\E[1-9][0-9]{5}\\Q");
      String got = connected().read(bytes.replace(ID, "123456").length());
      assertThat(got).matches(Pattern.compile(wanted));
      return;
    }
    int bodyFrom = bytes.indexOf(HEAD_END) + HEAD_END.length();
    String head = nextHead();
    String[] kept = bytes.substring(0, bodyFrom).split(OURS, 2);
    String wanted = Pattern.quote(kept[0]) + OUR_LINES + Pattern.quote(kept[1]);
    assertThat(head).matches(Pattern.compile(wanted));
    assertThat(connected().read(bytes.length() - bodyFrom)).isEqualTo(bytes.substring(bodyFrom));
  }

  private void expectNothing() throws IOException {
    try (Peer other = proxy.client()) {
      other.send("GET /sound HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(nextHead()).startsWith("GET /sound HTTP/1.1\r\n");
      connected().send(NEXT_ANSWER);
      assertThat(other.answer().body()).isEqualTo("next");
    }
  }

  private static void expectNoEnd(String part) {
    assertThat(part).doesNotContain("0\r\n\r\n").doesNotContain("HTTP/1.1");
  }

  private void expectThatTheClientCanGoOn() throws IOException {
    client.send(NEXT);
    assertThat(nextHead()).startsWith("GET /next HTTP/1.1\r\n");
    connected().send(NEXT_ANSWER);
    expectExactly(client, NEXT_ANSWER);
  }

  @Override
  public void close() throws IOException {
    client.close();
    if (connection != null) {
      connection.close();
    }
    proxy.close();
    replica.close();
  }
}
