package io.ringkeeper.analysis.load;

import java.time.Duration;

/** When requests are sent. */
public sealed interface Pace {

  /** Each connection asks again as soon as it is answered. */
  Pace CLOSED = new Closed(Duration.ZERO);

  /** A closed loop: a connection asks again so long after it was answered. */
  record Closed(Duration think) implements Pace {

    public Closed {
      if (think.isNegative() || think.compareTo(LoadLimits.FOREVER) > 0) {
        throw new IllegalArgumentException("clients think for 0 s or longer, not " + think);
      }
    }
  }

  /**
   * An open loop: request number {@code i} is to be sent {@code i / perSecond} seconds after the
   * start, whatever became of those before it. Its latency counts from then, also if no connection
   * was free: what a slow answer makes others wait is not left out (no coordinated omission).
   */
  record Open(double perSecond) implements Pace {

    private static final double MAX_PER_SECOND = 1e8;
    private static final double NANOS = 1e9;

    public Open {
      if (!(perSecond > 0 && perSecond <= MAX_PER_SECOND)) {
        throw new IllegalArgumentException(
            "a rate is more than 0 and at most 100000000 a second, not " + perSecond);
      }
    }

    /** When a request is to be sent, in nanoseconds after the start. */
    long due(long number) {
      return (long) (number * (NANOS / perSecond));
    }

    /** How many requests are to be sent in the first so many nanoseconds. */
    long dueWithin(long nanos) {
      return (long) (nanos / (NANOS / perSecond)) + 1;
    }
  }
}
