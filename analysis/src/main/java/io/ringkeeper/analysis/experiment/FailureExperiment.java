package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.chart.TimelineChart.Mark;
import io.ringkeeper.analysis.chart.TimelineChart.Story;
import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The second half of A-3: replicas fail while requests go on at a steady rate. */
final class FailureExperiment {

  /** Half a second before, so that it can be seen what was usual. */
  private static final long BEFORE = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long AFTER = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long POLL = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long HEARTBEAT_MILLIS = 1_000;
  private static final int MOMENTS = 64;
  private static final double MILLIS = 1e6;
  private static final double NANOS = 1e9;

  /** The server that the time line is about: neither the first nor the last. */
  private static final int SHOWN = 2;

  private final Scope scope;
  private final Failure kind;
  private final Subject subject;
  private final FaultMaker faults;
  private final List<Trial> trials = new ArrayList<>();

  FailureExperiment(Scope scope, Failure kind, Subject subject, FaultMaker faults) {
    this.scope = scope;
    this.kind = kind;
    this.subject = subject;
    this.faults = faults;
  }

  /** Lets replicas fail one after the other; the balancer has three that serve. */
  Failures run() {
    Warmth.bring(subject, scope);
    Traffic traffic = Traffic.to(subject, scope.seed());
    Recorder recorder = new Recorder(traffic);
    try (Load load = traffic.background(scope.rate(), recorder)) {
      pause(TimeUnit.MILLISECONDS.toNanos(1_000));
      long first = System.nanoTime();
      for (int i = 0; i < scope.trials(); i++) {
        scope.progress().step("A-3: %s, %d of %d".formatted(kind.label(), i + 1, scope.trials()));
        long now = trial(i == 0 ? SHOWN : 1 + ThreadLocalRandom.current().nextInt(3));
        first = i == 0 ? now : first;
        scope.progress().done(FailuresExperiment.cost(kind));
      }
      pause(AFTER); // what comes after the last is part of the picture, too
      load.stop();
      load.join();
      return new Failures(
          kind,
          List.copyOf(trials),
          recorder.requests(),
          recorder.failed(),
          recorder.longest(),
          story(recorder, first));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnalysisException("interrupted", e);
    }
  }

  /** At any moment between two heartbeats; gives when it was. */
  private long trial(int ordinal) {
    pause(
        AFTER
            + TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(HEARTBEAT_MILLIS)));
    SortedMap<Integer, String> names = subject.replicas().names();
    String victim = names.getOrDefault(ordinal, "");
    Runnable fault =
        faults
            .make(kind, victim)
            .orElseThrow(() -> new AnalysisException("replica '" + victim + "' is out of reach"));
    long now = System.nanoTime();
    // Watched from the first moment on: a program that harms may take a while to end.
    CompletableFuture<Void> harm = CompletableFuture.runAsync(fault, Thread::startVirtualThread);
    try {
      BooleanSupplier unlisted = () -> failed(harm) || !serving().contains(victim);
      await("the failure of " + victim + " to be seen", unlisted);
      double detected = millisSince(now);
      await("its replacement", () -> failed(harm) || serving().size() == names.size());
      double recovered = millisSince(now);
      harm.join();
      trials.add(Trial.seen(ordinal, detected, replacedAfter(now, ordinal), recovered));
      return now;
    } catch (CompletionException e) {
      throw e.getCause() instanceof AnalysisException why ? why : e;
    } finally {
      if (Thread.currentThread().isInterrupted()) {
        settle(harm, victim, names.size());
      }
    }
  }

  private static boolean failed(CompletableFuture<Void> harm) {
    return harm.isCompletedExceptionally();
  }

  private OptionalDouble replacedAfter(long now, int ordinal) {
    OptionalLong replaced = subject.replacedAt(ordinal, now);
    return replaced.isPresent()
        ? OptionalDouble.of((replaced.getAsLong() - now) / MILLIS)
        : OptionalDouble.empty();
  }

  /** What has been harmed is replaced before anybody puts the fleet in order. */
  private void settle(CompletableFuture<Void> harm, String victim, int servers) {
    boolean interrupted = Thread.interrupted();
    try {
      harm.join();
      await(
          "the replacement of " + victim,
          () -> !serving().contains(victim) && serving().size() == servers);
    } catch (AnalysisException | CompletionException e) {
      // it stays as it is; whoever puts the fleet in order says so
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> serving() {
    return subject.api().serving();
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / MILLIS;
  }

  private static void await(String what, BooleanSupplier happened) {
    long since = System.nanoTime();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - since > PATIENCE) {
        throw new AnalysisException("waited 30 s in vain for " + what);
      }
      pause(POLL);
    }
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AnalysisException("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }

  private Story story(Recorder recorder, long failure) {
    Trial trial = trials.getFirst();
    long end = (long) (trial.recovered() * MILLIS) + AFTER;
    long step = (end + BEFORE) / MOMENTS;
    long before = Math.round((double) BEFORE / step) * step; // a moment begins with the failure
    Recorder.Moments moments = recorder.moments(failure - before, step, MOMENTS, List.of(1, 2, 3));
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(0, "server " + SHOWN + " is " + kind.label()));
    marks.add(new Mark(trial.detected() / 1_000, "noticed"));
    trial.replaced().ifPresent(millis -> marks.add(new Mark(millis / 1_000, "replacing")));
    marks.add(new Mark(trial.recovered() / 1_000, "replaced"));
    return new Story(-before / NANOS, step / NANOS, moments.byServer(), moments.slowest(), marks);
  }
}
