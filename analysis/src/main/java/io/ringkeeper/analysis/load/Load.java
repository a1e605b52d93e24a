package io.ringkeeper.analysis.load;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringkeeper.analysis.load.LoadReport.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running {@link LoadPlan}. Nothing is retried: a request that gets no whole answer counts as an
 * error, and its client connects anew. Its methods may be called on any thread.
 */
public final class Load implements AutoCloseable {

  private final LoadPlan plan;
  private final @Nullable Consumer<Outcome> observer;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.NOT_YET);
  private final CompletableFuture<LoadReport> result = new CompletableFuture<>();
  private final long startNanos;
  private final long deadlineNanos;
  private volatile long stopNanos;

  private Load(LoadPlan plan, @Nullable Consumer<Outcome> observer) {
    this.plan = plan;
    this.observer = observer;
    int threads = Math.min(plan.threads(), plan.connections());
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("load", true), Sockets.handlers());
    startNanos = System.nanoTime();
    deadlineNanos = startNanos + plan.limits().duration().toNanos();
    running.set(threads);
    for (int i = 0; i < threads; i++) {
      int connections = (plan.connections() - i + threads - 1) / threads;
      loops.add(loop(group.next(), connections, i, threads));
    }
  }

  private LoadLoop loop(EventLoop executor, int connections, int index, int count) {
    return switch (plan.pace()) {
      case Pace.Closed closed -> new ClosedLoop(this, executor, connections, closed);
      case Pace.Open open -> new OpenLoop(this, executor, connections, open, index, count);
    };
  }

  /** Starts a load. */
  public static Load start(LoadPlan plan) {
    Load load = new Load(plan, null);
    load.begin();
    return load;
  }

  /** Starts a load; the observer sees each outcome, on an event loop, which it must not hold up. */
  public static Load start(LoadPlan plan, Consumer<Outcome> observer) {
    Load load = new Load(plan, observer);
    load.begin();
    return load;
  }

  /** Runs a load to its end. */
  public static LoadReport run(LoadPlan plan) throws InterruptedException {
    try (Load load = start(plan)) {
      return load.join();
    }
  }

  /** Runs a load to its end; the observer sees each outcome, as with {@link #start}. */
  public static LoadReport run(LoadPlan plan, Consumer<Outcome> observer)
      throws InterruptedException {
    try (Load load = start(plan, observer)) {
      return load.join();
    }
  }

  private void begin() {
    loops.forEach(loop -> loop.executor.execute(loop::begin));
  }

  /** What has come of it until now. */
  public LoadReport report() throws InterruptedException {
    try {
      Sum sum = new Sum();
      for (LoadLoop loop : loops) {
        loop.executor.submit(() -> loop.tally().addTo(sum)).get();
      }
      return result.isDone() ? join() : report(sum, System.nanoTime());
    } catch (RejectedExecutionException e) {
      return join(); // it has ended in the meantime
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private LoadReport report(Sum sum, long untilNanos) {
    long sent = sum.sent();
    long until = stopNanos == 0 ? untilNanos : stopNanos;
    long unsent =
        switch (plan.pace()) {
          case Pace.Closed _ -> 0;
          case Pace.Open open -> {
            long nanos = Math.min(until, deadlineNanos - 1) - startNanos;
            long due = Math.min(plan.limits().requests(), open.dueWithin(nanos));
            yield Math.max(0, due - sent);
          }
        };
    return sum.report(ending.get(), Duration.ofNanos(untilNanos - startNanos), unsent);
  }

  /** Waits for its end. */
  public LoadReport join() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits so long for its end; gives whether it has ended. */
  public boolean await(Duration time) throws InterruptedException {
    try {
      result.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Sends nothing more; it ends when what is under way has been answered or given up. */
  public void stop() {
    end(Ending.STOPPED);
  }

  /** Ends it at once; what is under way stays without an answer. */
  @Override
  public void close() {
    end(Ending.STOPPED);
    if (!result.isDone()) {
      tellAll(LoadLoop::cut);
      result.handle((report, error) -> true).join();
    }
  }

  /** Nothing more is to be sent, for this reason. */
  void end(Ending reason) {
    if (ending.compareAndSet(Ending.NOT_YET, reason)) {
      stopNanos = System.nanoTime();
      tellAll(LoadLoop::stop);
    }
  }

  private void tellAll(Consumer<LoadLoop> what) {
    for (LoadLoop loop : loops) {
      try {
        loop.executor.execute(() -> what.accept(loop));
      } catch (RejectedExecutionException e) {
        // it has ended already
      }
    }
  }

  /** The number of the request to send now; below 0 if there is none. For closed loops. */
  long take(long nowNanos) {
    if (nowNanos - deadlineNanos >= 0) {
      end(Ending.DURATION);
      return -1;
    }
    long number = next.getAndIncrement();
    if (number >= plan.limits().requests()) {
      end(Ending.REQUESTS);
      return -1;
    }
    return number;
  }

  /** The last loop to end adds up what all have counted; the others count no more. */
  void loopEnded() {
    if (running.decrementAndGet() == 0) {
      ending.compareAndSet(Ending.NOT_YET, Ending.REQUESTS);
      Sum sum = new Sum();
      loops.forEach(loop -> loop.tally().addTo(sum));
      long until = sum.inFlight > 0 ? System.nanoTime() : sum.lastNanos;
      result.complete(report(sum, until));
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  void tell(Outcome outcome) {
    try {
      if (observer != null) {
        observer.accept(outcome);
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
      stop();
    }
  }

  LoadPlan plan() {
    return plan;
  }

  @Nullable Consumer<Outcome> observer() {
    return observer;
  }

  long startNanos() {
    return startNanos;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
