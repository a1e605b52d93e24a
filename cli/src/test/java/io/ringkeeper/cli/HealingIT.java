package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.cli.RunningBalancer.Replica;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Replicas that die under load are replaced, and no client notices. */
class HealingIT {

  private static final int CLIENTS = 200;

  /** From a kill the kernel tells at once. */
  private final Figures killedLeaves =
      new Figures("kill -9: the victim leaves /rep", Duration.ofMillis(500));

  private final Figures killedHealed = new Figures("kill -9: N is 3 again", Duration.ofSeconds(2));

  /** A stopped process is found by its heartbeats: fall × interval + timeout. */
  private final Figures stoppedLeaves =
      new Figures("kill -STOP: the victim leaves /rep", Duration.ofMillis(2_500));

  private final Figures stoppedHealed =
      new Figures("kill -STOP: N is 3 again", Duration.ofMillis(4_500));

  @Test
  void twentyKillsUnderLoadCostNoRequest() throws Exception {
    series("KILL", 20, killedLeaves, killedHealed);
  }

  @Test
  void fiveStoppedReplicasCostNoRequest() throws Exception {
    series("STOP", 5, stoppedLeaves, stoppedHealed);
  }

  private static void series(String signal, int times, Figures leaves, Figures healed)
      throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      Prediction prediction = Prediction.of(1, 2, 3);
      prediction.holdsFor(balancer.address());
      BackgroundLoad load = BackgroundLoad.start(balancer.address(), CLIENTS, Duration.ZERO);
      for (int i = 0; i < times; i++) {
        strike(balancer, signal, leaves, healed);
      }
      long answered = load.stopWithoutFailure();
      System.out.println(signal + " x " + times + ": " + answered + " requests, 0 failed");
      leaves.print();
      healed.print();
      prediction.holdsFor(balancer.address());
    }
    assertThat(leaves.median()).isLessThan(leaves.bound());
    assertThat(healed.median()).isLessThan(healed.bound());
  }

  private static void strike(
      RunningBalancer balancer, String signal, Figures leaves, Figures healed) {
    List<Replica> before = balancer.replicas();
    assertThat(before).hasSize(3);
    Replica victim = before.get(ThreadLocalRandom.current().nextInt(before.size()));
    long start = System.nanoTime();
    Proc.signal(signal, victim.pid());
    until(() -> !balancer.listed().contains(victim.name()));
    leaves.since(start);
    until(() -> balancer.listed().size() == 3);
    healed.since(start);

    until(() -> balancer.replicas().size() == 3); // a stopped one is killed, and then buried
    assertThat(ProcessHandle.of(victim.pid())).as("the victim's process").isEmpty();
    List<Replica> after = balancer.replicas();
    assertThat(balancer.listed()).isEqualTo(after.stream().map(Replica::name).toList());
    assertThat(after).extracting(Replica::ordinal).containsExactly("1", "2", "3");
    for (int i = 0; i < 3; i++) {
      if (before.get(i).equals(victim)) {
        assertThat(after.get(i).name()).matches("server[a-z0-9]{6}").isNotEqualTo(victim.name());
      } else {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }

  private static void until(Callable<Boolean> condition) {
    await()
        .atMost(Program.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }
}
