package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.Load;
import io.ringkeeper.analysis.LoadPlan;
import io.ringkeeper.analysis.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;

/** Requests without end, while something else happens; none of them may fail. */
final class BackgroundLoad {

  /** The mission's keys: random numbers of six digits. */
  static final LongUnaryOperator RANDOM_KEYS =
      i -> ThreadLocalRandom.current().nextLong(100_000, 1_000_000);

  private static final int ROUND = 20_000;

  private final FutureTask<List<LoadReport>> rounds;
  private volatile boolean enough;

  private BackgroundLoad(LoadPlan round) {
    rounds = new FutureTask<>(() -> repeat(round));
    Thread.ofPlatform().name("load").start(rounds);
  }

  /** So many clients, each of which thinks for a while before every request. */
  static BackgroundLoad start(InetSocketAddress target, int clients, Duration think) {
    LongUnaryOperator keys =
        i -> {
          LockSupport.parkNanos(think.toNanos());
          return RANDOM_KEYS.applyAsLong(i);
        };
    return new BackgroundLoad(new LoadPlan(target, "/home", ROUND, clients, keys));
  }

  private List<LoadReport> repeat(LoadPlan round) {
    List<LoadReport> reports = new ArrayList<>();
    do {
      reports.add(Load.run(round));
    } while (!enough);
    return reports;
  }

  /** Ends the load and sees that every request was answered well; gives their number. */
  long stopWithoutFailure() throws ExecutionException, InterruptedException, TimeoutException {
    enough = true;
    List<LoadReport> reports = rounds.get(60, TimeUnit.SECONDS);
    assertThat(reports).allSatisfy(report -> assertThat(report.failed()).as("%s", report).isZero());
    return reports.stream().mapToLong(LoadReport::answered).sum();
  }
}
