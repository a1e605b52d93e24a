package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProberTest {

  private static final ProbeSettings OFTEN =
      new ProbeSettings("/heartbeat", Duration.ofMillis(20), Duration.ofMillis(500));

  private final Inbox inbox = new Inbox();
  private Prober prober = new Prober(OFTEN, Clock.system(), inbox);

  @AfterEach
  void close() {
    prober.close();
  }

  @Test
  void passesWhoAnswersAndAsksAgain() throws Exception {
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next()).isEqualTo(new Event.ProbePassed(7));
      assertThat(next()).isEqualTo(new Event.ProbePassed(7));
      assertThat(server.requests().getFirst())
          .startsWith("GET /heartbeat HTTP/1.1\n")
          .containsIgnoringCase("host: 127.0.0.1:" + server.address().getPort())
          .containsIgnoringCase("connection: close");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 204 No Content, passed",
    "HTTP/1.1 299 Fine, passed",
    "HTTP/1.1 500 Internal Server Error, answered 500",
    "HTTP/1.1 302 Found, answered 302",
    "SSH-2.0-OpenSSH_9.6, answered something other than HTTP"
  })
  void judgesByTheStatus(String statusLine, String result) throws Exception {
    try (ProbeServer server = new ProbeServer(statusLine + "\r\nContent-Length: 0\r\n\r\n")) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next())
          .isEqualTo(
              result.equals("passed")
                  ? new Event.ProbePassed(7)
                  : new Event.ProbeFailed(7, result));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: folded\r\n line\r\n\r\n"
      })
  void judgesByTheStatusWhateverTheFieldsAre(String answer) throws Exception {
    try (ProbeServer server = new ProbeServer(answer)) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next()).isEqualTo(new Event.ProbePassed(7));
    }
  }

  @Test
  void failsWhoseInterimAnswerIsMalformed() throws Exception {
    try (ProbeServer server = new ProbeServer("HTTP/1.1 103 Early Hints\r\n: x\r\n\r\n")) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "answered something other than HTTP"));
    }
  }

  @Test
  void waitsForTheAnswerBehindAnInterimOne() throws Exception {
    try (ProbeServer server =
        new ProbeServer("HTTP/1.1 103 Early Hints\r\n\r\n" + ProbeServer.OK)) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next()).isEqualTo(new Event.ProbePassed(7));
    }
  }

  @Test
  void failsWhoRefuses() throws Exception {
    prober.watch(7, refusing(), Pace.STARTING);

    assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "connection refused"));
    assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "connection refused"));
  }

  @Test
  void failsWhoHangsUp() throws Exception {
    try (ProbeServer server = new ProbeServer("HTTP/1.1 200")) {
      prober.watch(7, server.address(), Pace.STEADY);

      assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "closed without an answer"));
    }
  }

  @Test
  void failsWhoHangsAndGoesOn() throws Exception {
    restart(new ProbeSettings("/", Duration.ofMillis(1), Duration.ofMillis(100)), Clock.system());
    try (ProbeServer server = new ProbeServer("")) {
      prober.watch(7, server.address(), Pace.STEADY);

      for (int i = 0; i < 3; i++) {
        assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "no answer within 100 ms"));
      }
      server.answer(ProbeServer.OK);
      await().until(() -> next() instanceof Event.ProbePassed);
    }
  }

  @Test
  void asksEachReplicaOneQuestionAtATimeAndAllInParallel() throws Exception {
    restart(new ProbeSettings("/", Duration.ofMillis(1), Duration.ofMinutes(1)), Clock.system());
    try (ProbeServer hangs = new ProbeServer("");
        ProbeServer serves = new ProbeServer(ProbeServer.OK)) {
      prober.watch(1, hangs.address(), Pace.STARTING);
      prober.watch(2, serves.address(), Pace.STARTING);

      for (int i = 0; i < 20; i++) {
        assertThat(next()).isEqualTo(new Event.ProbePassed(2));
      }
      assertThat(hangs.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotBlameAReplicaForItsOwnLateness() throws Exception {
    AtomicLong stalls = new AtomicLong();
    AtomicLong nanos = new AtomicLong();
    // Each look at the clock finds it a second later, or not moved at all.
    Clock stalling = () -> nanos.addAndGet(stalls.get());
    restart(new ProbeSettings("/", Duration.ofMillis(1), Duration.ofMillis(20)), stalling);
    try (ProbeServer server = new ProbeServer("")) {
      stalls.set(Duration.ofSeconds(1).toNanos());
      prober.watch(7, server.address(), Pace.STEADY);
      await().until(() -> server.requests().size() >= 3);
      assertThat(inbox.poll(Duration.ZERO)).isNull();

      stalls.set(0);
      assertThat(next()).isEqualTo(new Event.ProbeFailed(7, "no answer within 20 ms"));
    }
  }

  @Test
  void saysNothingMoreOfWhoIsNotWatched() throws Exception {
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      prober.watch(7, server.address(), Pace.STEADY);
      prober.watch(8, server.address(), Pace.STEADY);
      next();
      prober.unwatch(7);
      empty();
      for (int i = 0; i < 5; i++) {
        assertThat(next()).isEqualTo(new Event.ProbePassed(8));
      }
    }
  }

  @Test
  void slowsDownWhenThePaceChanges() throws Exception {
    restart(new ProbeSettings("/", Duration.ofHours(1), Duration.ofMillis(500)), Clock.system());
    try (ProbeServer server = new ProbeServer(ProbeServer.OK)) {
      prober.watch(7, server.address(), Pace.STARTING);
      next();
      next();
      prober.watch(7, server.address(), Pace.STEADY);
      empty();
      prober.watch(8, refusing(), Pace.STARTING);
      int others = 0;
      int more = 0;
      while (others < 5) {
        Event event = next();
        others += event instanceof Event.ProbeFailed ? 1 : 0;
        more += event instanceof Event.ProbePassed ? 1 : 0;
      }
      assertThat(more).isLessThanOrEqualTo(2); // the one that was due, and one under way
    }
  }

  private void restart(ProbeSettings settings, Clock clock) {
    prober.close();
    prober = new Prober(settings, clock, inbox);
  }

  private void empty() throws InterruptedException {
    Event event;
    do {
      event = inbox.poll(Duration.ZERO);
    } while (event != null);
  }

  private Event next() throws InterruptedException {
    Event event = inbox.poll(Duration.ofSeconds(10));
    if (event == null) {
      throw new AssertionError("nothing is reported");
    }
    return event;
  }

  /** Nobody ever accepts there: to close while somebody does would take a moment. */
  private static InetSocketAddress refusing() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket closed = new ServerSocket(0, 1, loopback)) {
      return new InetSocketAddress(loopback, closed.getLocalPort());
    }
  }
}
