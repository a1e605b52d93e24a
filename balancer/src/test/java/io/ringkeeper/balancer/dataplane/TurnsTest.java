package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is dealt with first of those that the event loop finds at once. */
@ExtendWith(Leaks.class)
@EnabledOnOs(OS.LINUX)
class TurnsTest implements LocalEndpoints {

  private static final String REST = " HTTP/1.1\r\nHost: h\r\n\r\n";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(new Settings(), this, replica);

  @AutoClose private final Peer slow = proxy.client();
  @AutoClose private final Peer fast = proxy.client();
  @AutoClose private final Peer holder = proxy.client();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();

  /** What the slow one has got and not read, when each was answered. */
  private final BlockingQueue<Integer> unread = new LinkedBlockingQueue<>();

  TurnsTest() throws IOException {}

  @Override
  public boolean owns(RequestHead head) {
    return !head.path().equals("/long");
  }

  @Override
  public CompletionStage<OwnAnswer> answer(LocalRequest request) {
    if (request.path().equals("/hold")) {
      held.countDown();
      try {
        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    } else {
      answered.add(request.path());
      unread.add(slow.available());
    }
    return CompletableFuture.completedStage(OwnAnswer.json(200, ""));
  }

  /** The slow one's request begins; its rest and the other's request come at the same moment. */
  private void run(String begin, String rest) throws Exception {
    acceptAll();
    slow.send(begin);
    proxy.settle();
    hold();
    slow.send(rest);
    fast.send("GET /fast" + REST);
    goOn.countDown();
  }

  private void acceptAll() throws Exception {
    fast.send("GET /before" + REST);
    fast.answer();
    assertThat(answered.take()).isEqualTo("/before");
    assertThat(unread.take()).isZero();
  }

  private void hold() throws Exception {
    holder.send("GET /hold" + REST);
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void expect(String first, String second) throws InterruptedException {
    assertThat(answered.take()).isEqualTo(first);
    assertThat(answered.take()).isEqualTo(second);
  }

  @Test
  void whoBeginsGoesBeforeTheRestOfAHead() throws Exception {
    run("GET /slow", REST);
    expect("/fast", "/slow");
  }

  @Test
  void whoBeginsGoesBeforeTheRestOfABody() throws Exception {
    run("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbo", "dy");
    expect("/fast", "/slow");
  }

  @Test
  void whoBeginsGoesBeforeTheRestOfALongAnswer() throws Exception {
    acceptAll();
    slow.send("GET /long" + REST);
    Peer connection = replica.accept();
    connection.head();
    String part = "p".repeat(20_000);
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n" + part);
    slow.head();
    assertThat(slow.read(part.length())).isEqualTo(part);
    hold();
    connection.send(part);
    fast.send("GET /fast" + REST);
    goOn.countDown();
    assertThat(answered.take()).isEqualTo("/fast");
    assertThat(unread.take()).isZero();
    assertThat(slow.read(part.length())).isEqualTo(part);
  }

  @Test
  void whoBothBeginHaveTheirTurnsAsTheyCome() throws Exception {
    run("", "GET /slow" + REST);
    expect("/slow", "/fast");
  }
}
