package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.RunningBalancer.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
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
    try (RunningBalancer balancer = RunningBalancer.start()) {
      series(balancer, 20, victim -> kill(balancer, victim));
    }
    judge(killedLeaves, killedHealed);
  }

  @Test
  void fiveStoppedReplicasCostNoRequest() throws Exception {
    try (RunningBalancer balancer = RunningBalancer.start("health.timeout=500ms")) {
      series(balancer, 5, victim -> strike(balancer, victim, "STOP", stoppedLeaves, stoppedHealed));
    }
    judge(stoppedLeaves, stoppedHealed);
  }

  private static void series(RunningBalancer balancer, int times, Consumer<Replica> strike)
      throws Exception {
    Prediction prediction = Prediction.of(1, 2, 3);
    prediction.holdsFor(balancer.address());
    BackgroundLoad load = BackgroundLoad.start(balancer.address(), CLIENTS, Duration.ZERO);
    for (int i = 0; i < times; i++) {
      Eventually.until(() -> balancer.replicas().size() == 3);
      strike.accept(balancer.replicas().get(ThreadLocalRandom.current().nextInt(3)));
    }
    long answered = load.stopWithoutFailure();
    System.out.println(times + " replicas struck: " + answered + " requests, 0 failed");
    prediction.holdsFor(balancer.address());
  }

  private static void judge(Figures leaves, Figures healed) {
    leaves.print();
    healed.print();
    assertThat(leaves.median()).isLessThan(leaves.bound());
    assertThat(healed.median()).isLessThan(healed.bound());
  }

  /** Only the victim is replaced. */
  private void kill(RunningBalancer balancer, Replica victim) {
    List<Replica> others = new ArrayList<>(balancer.replicas());
    others.remove(victim);
    strike(balancer, victim, "KILL", killedLeaves, killedHealed);
    assertThat(balancer.replicas()).containsAll(others);
  }

  private static void strike(
      RunningBalancer balancer, Replica victim, String signal, Figures leaves, Figures healed) {
    long start = System.nanoTime();
    Proc.signal(signal, victim.pid());
    Eventually.until(() -> !balancer.listed().contains(victim.name()));
    leaves.since(start);
    Eventually.until(() -> balancer.listed().size() == 3);
    healed.since(start);

    Eventually.until(
        () -> balancer.replicas().size() == 3); // a stopped one is killed, and then buried
    assertThat(ProcessHandle.of(victim.pid())).as("the victim's process").isEmpty();
    List<Replica> after = balancer.replicas();
    assertThat(after).extracting(Replica::ordinal).containsExactly("1", "2", "3");
    assertThat(after)
        .filteredOn(replica -> replica.ordinal().equals(victim.ordinal()))
        .singleElement()
        .satisfies(replica -> assertThat(replica.name()).matches("server[a-z0-9]{6}"))
        .isNotEqualTo(victim);
  }
}
