package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.engine.ReplicaSpec;
import io.ringkeeper.balancer.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The small parts, one by one. */
class PiecesTest {

  private final AtomicLong now = new AtomicLong();
  private final Clock clock = now::get;

  @Test
  void imagesHaveARepositoryAndATag() {
    assertThat(ImageName.parse("app")).isEqualTo(new ImageName("app", "latest"));
    assertThat(ImageName.parse("r:5000/a/app")).isEqualTo(new ImageName("r:5000/a/app", "latest"));
    assertThat(ImageName.parse("r:5000/app:1.2")).isEqualTo(new ImageName("r:5000/app", "1.2"));
    assertThat(ImageName.parse("app@sha256:ab")).isEqualTo(new ImageName("app", "sha256:ab"));
  }

  @Test
  void outputIsItsLastLineCleanAndBounded() {
    assertThat(last("one\ntwo\n\n")).isEqualTo("two");
    assertThat(last("")).isEmpty();
    assertThat(last("a\u001b]0;title\u0007b")).isEqualTo("a ]0;title b");
    assertThat(last("x".repeat(100_000))).hasSizeLessThan(300);
  }

  private static String last(String text) {
    Output output = new Output();
    output.add(text.getBytes(UTF_8));
    output.add(new byte[0]);
    return output.lastLine();
  }

  @Test
  void labelsSayWhoseAContainerIs() {
    Map<String, String> labels =
        Labels.of("f", new ReplicaSpec(3, 17, "S5", "3"), Map.of("team", "a"));
    assertThat(labels).containsEntry("team", "a");
    assertThat(Labels.areOf("f", labels)).isTrue();
    assertThat(Labels.areOf("g", labels)).isFalse();
    assertThat(Labels.areOf("f", Map.of(Labels.FLEET, "f"))).isFalse();
    assertThat(Labels.generation(labels)).hasValue(17);
    assertThat(Labels.ordinal(labels)).hasValue(3);
  }

  @Test
  void labelsThatWeDidNotWriteSayNothing() {
    for (String text : new String[] {"", "0", "-1", "01", "x", "9".repeat(19)}) {
      assertThat(Labels.generation(Map.of(Labels.GENERATION, text))).as(text).isEmpty();
    }
    assertThat(Labels.ordinal(Map.of(Labels.ORDINAL, "2147483648"))).isEmpty();
  }

  @Test
  void backOffDoublesToALimit() {
    Backoff backoff = Backoff.FIRST;
    assertThat(backoff.next().delay()).isEqualTo(Duration.ofMillis(200));
    for (int i = 0; i < 20; i++) {
      backoff = backoff.next();
    }
    assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theDepartedAreRememberedForAWhile() {
    Departed departed = new Departed();
    departed.add(1, 100);
    assertThat(departed.before(1, 101)).isTrue();
    assertThat(departed.before(1, 99)).isFalse();
    for (int generation = 2; generation < 2_000; generation++) {
      departed.add(generation, 200);
    }
    assertThat(departed.contains(1)).isFalse();
    assertThat(departed.contains(1_999)).isTrue();
  }

  @Test
  void whatWasNeverStartedGoesAfterAMinute() {
    Strays strays = new Strays(clock, "f");
    assertThat(strays.met(found("created"))).isEmpty();
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(strays.met(found("created"))).isEmpty();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(strays.met(found("created"))).contains("id");
    for (String state : new String[] {"running", "paused", "exited"}) {
      assertThat(strays.met(found(state))).as(state).isEmpty();
    }
  }

  @Test
  void aContainersStateSaysWhatBecameOfIt() {
    assertThat(new Found("id", "n", Map.of(), "exited", "Exited (137) 5 seconds ago", null).end())
        .isEqualTo("exit code 137");
    assertThat(found("dead").end()).isEqualTo("its container is dead");
    assertThat(found("paused").lives()).isTrue();
    assertThat(found("exited").lives()).isFalse();
  }

  @Test
  void anAttemptEndsWithItsTimeOrWhenItIsGivenUp() {
    Endpoint endpoint = new Endpoint("unix:///d", java.util.Optional.empty());
    Attempt attempt = new Attempt(clock, Duration.ofSeconds(1), endpoint);
    assertThat(attempt.goesOn()).isTrue();
    assertThat(attempt.hindrance()).contains("unix:///d").contains("1000 ms");
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(attempt.goesOn()).isFalse();
    assertThat(attempt.left()).isZero();
    Attempt other = new Attempt(clock, Duration.ofHours(1), endpoint);
    other.giveUp();
    other.pause(Duration.ofHours(1)); // does not wait
    assertThat(other.goesOn()).isFalse();
  }

  private static Found found(String state) {
    return new Found("id", "n", Map.of(), state, state, null);
  }
}
