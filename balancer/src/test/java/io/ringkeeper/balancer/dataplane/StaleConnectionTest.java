package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooled connections that the replica has closed by the time they are used. */
@ExtendWith(Leaks.class)
@Tag(Transports.EACH)
class StaleConnectionTest implements LocalEndpoints {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(new Settings(), this, replica);

  @AutoClose private final Peer client = proxy.client();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  StaleConnectionTest() throws IOException {}

  /** Holds the event loop up at a request for this path, just before it is passed on. */
  @Override
  public boolean owns(RequestHead head) {
    if (head.path().equals("/hold")) {
      blocked.countDown();
      try {
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }

  @Override
  public CompletionStage<OwnAnswer> answer(LocalRequest request) {
    throw new IllegalStateException("asked for " + request.path());
  }

  private static String request(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  /** A connection that is pooled now. */
  private Peer pooled() throws IOException {
    client.send(request("GET", "/"));
    Peer connection = replica.accept();
    connection.head();
    connection.send(OK);
    client.answer();
    return connection;
  }

  private void answerAt(Peer connection, String path) throws IOException {
    assertThat(connection.head()).contains(path);
    connection.send(OK);
    assertThat(client.answer().keeps().body()).isEqualTo("ok");
  }

  @Test
  void isNoFailureOfTheReplica() throws IOException {
    Peer connection = pooled();
    client.send(request("GET", "/second"));
    connection.head();
    connection.close();
    try (Peer fresh = replica.accept()) {
      answerAt(fresh, "/second");
    }
    assertThat(proxy.count(Counter.STALE)).isOne();
    assertThat(proxy.count(Counter.FAILURES)).isZero();
    assertThat(proxy.count(Counter.RETRIES)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isNotGivenToAPostThoughTheLoopHasNotSeenItsEnd(boolean cut) throws Exception {
    Transports.skipNio();
    Peer connection = pooled();
    client.send(request("POST", "/hold"));
    assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
    if (cut) {
      connection.reset();
    } else {
      connection.leave();
    }
    goOn.countDown();
    try (Peer fresh = replica.accept()) {
      answerAt(fresh, "/hold");
    }
    assertThat(proxy.count(Counter.FAILURES)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "BREW"})
  void doesNotRepeatWhatWasWrittenOnAConnectionThatStood(String method) throws IOException {
    Peer connection = pooled();
    client.send(request(method, "/second"));
    connection.head();
    connection.close();
    client.answer().isError(502, "without an answer").keeps();
    assertThat(proxy.count(Counter.FAILURES)).isOne();
    assertThat(proxy.count(Counter.STALE)).isZero();
  }
}
