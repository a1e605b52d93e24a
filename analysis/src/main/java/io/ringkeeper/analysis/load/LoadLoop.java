package io.ringkeeper.analysis.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An event loop and its clients. Confined to that loop, once it has begun. It ends when it has
 * nothing more to send and every client is idle.
 */
abstract class LoadLoop {

  private static final int SCRATCH_BYTES = 64 << 10;
  private static final long REST_MILLIS = 20;
  private static final int MOST_DOUBLINGS = 5;
  private static final long SWEEP_MILLIS = 100;
  private static final long SWEEPS_IN_TIMEOUT = 4;

  final Load load;
  final EventLoop executor;
  private final LoadPlan plan;
  private final Tally tally;
  private final RequestWriter writer;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final Bootstrap bootstrap;
  private final List<Client> clients = new ArrayList<>();
  private final long timeoutNanos;
  private final long patienceNanos;
  private long troubleNanos; // since when no connection can be made; 0 if they can
  private boolean over;
  private boolean ended;

  LoadLoop(Load load, EventLoop executor, int connections) {
    this.load = load;
    this.executor = executor;
    this.plan = load.plan();
    this.tally = new Tally(plan.replica(), load.startNanos());
    this.writer = new RequestWriter(plan);
    this.timeoutNanos = plan.limits().timeout().toNanos();
    this.patienceNanos = plan.limits().patience().toNanos();
    this.bootstrap =
        new Bootstrap()
            .group(executor)
            .channel(Sockets.type())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.clamp(plan.limits().connectTimeout().toMillis(), 1, Integer.MAX_VALUE));
    for (int i = 0; i < connections; i++) {
      clients.add(new Client(this));
    }
  }

  /** This client has nothing to do. */
  abstract void free(Client client, long nowNanos);

  /** Nothing more is to be sent; who waits for something to send need not. */
  abstract void stopWaiting();

  void begin() {
    long timeout = TimeUnit.NANOSECONDS.toMillis(timeoutNanos);
    long sweep = Math.clamp(timeout / SWEEPS_IN_TIMEOUT, 1, SWEEP_MILLIS);
    executor.scheduleWithFixedDelay(this::sweep, sweep, sweep, TimeUnit.MILLISECONDS);
    for (Client client : clients) {
      free(client, System.nanoTime());
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Client client : clients) {
      client.giveUpIfSentBefore(now - timeoutNanos);
    }
    if (troubleNanos != 0 && now - troubleNanos > patienceNanos) {
      load.end(LoadReport.Ending.NOBODY_THERE);
    }
    if (now - load.deadlineNanos() >= 0) {
      load.end(LoadReport.Ending.DURATION);
    }
  }

  /** Sends nothing more. */
  void stop() {
    if (!over) {
      over = true;
      stopWaiting();
    }
    endIfIdle();
  }

  /** Does not wait for what is under way either. */
  void cut() {
    over = true;
    end();
  }

  boolean isOver() {
    return over;
  }

  void endIfIdle() {
    if (over && tally.inFlight() == 0) {
      end();
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      clients.forEach(Client::drop);
      writer.release();
      load.loopEnded();
    }
  }

  /**
   * What a client does after an error. Who cannot connect waits, and longer each time, lest a load
   * on somebody who has gone consists of nothing but errors.
   */
  void rest(Client client, int failures) {
    if (over) {
      endIfIdle();
    } else if (failures == 0) {
      executor.execute(() -> rested(client));
    } else {
      long millis = REST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS);
      executor.schedule(() -> rested(client), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void rested(Client client) {
    if (!ended) {
      free(client, System.nanoTime());
    }
  }

  void connect(Wire wire) {
    bootstrap.clone().handler(wire).connect(plan.target()).addListener(wire);
  }

  void connected() {
    troubleNanos = 0;
  }

  void notConnected() {
    if (troubleNanos == 0) {
      troubleNanos = System.nanoTime();
    }
  }

  boolean isObserved() {
    return load.observer() != null;
  }

  void tell(Outcome outcome) {
    load.tell(outcome);
  }

  LoadPlan plan() {
    return plan;
  }

  Tally tally() {
    return tally;
  }

  RequestWriter writer() {
    return writer;
  }

  byte[] scratch() {
    return scratch;
  }
}
