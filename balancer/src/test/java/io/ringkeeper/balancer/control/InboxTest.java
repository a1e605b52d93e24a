package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboxTest {

  private final Inbox inbox = new Inbox();

  @Test
  void keepsTheOrder() throws InterruptedException {
    inbox.started(1, FleetDriver.address(1));
    inbox.probePassed(1);
    inbox.exited(1, "exit code 1");
    inbox.startFailed(2, "no such image");
    inbox.drained(3);
    inbox.probeFailed(4, "slow");

    assertThat(next()).isEqualTo(new Event.Started(1, FleetDriver.address(1)));
    assertThat(next()).isEqualTo(new Event.ProbePassed(1));
    assertThat(next()).isEqualTo(new Event.Exited(1, "exit code 1"));
    assertThat(next()).isEqualTo(new Event.StartFailed(2, "no such image"));
    assertThat(next()).isEqualTo(new Event.Drained(3));
    assertThat(next()).isEqualTo(new Event.ProbeFailed(4, "slow"));
    assertThat(inbox.poll(Duration.ZERO)).isNull();
  }

  @Test
  void dropsProbeResultsBeyondTheLimitAndNothingElse() throws InterruptedException {
    for (int i = 0; i < Inbox.MOST_PROBE_RESULTS + 10; i++) {
      inbox.probePassed(1);
    }
    inbox.exited(1, "exit code 1");
    for (int i = 0; i < Inbox.MOST_PROBE_RESULTS; i++) {
      assertThat(next()).isInstanceOf(Event.ProbePassed.class);
    }
    assertThat(next()).isInstanceOf(Event.Exited.class);

    inbox.probeFailed(1, "slow");
    assertThat(next()).isInstanceOf(Event.ProbeFailed.class);
  }

  private Event next() throws InterruptedException {
    Event event = inbox.poll(Duration.ZERO);
    if (event == null) {
      throw new AssertionError("the inbox is empty");
    }
    return event;
  }
}
