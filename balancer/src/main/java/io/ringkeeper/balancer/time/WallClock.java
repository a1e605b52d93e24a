package io.ringkeeper.balancer.time;

import java.time.ZoneId;

/** The date and the time of day, for people to read. Not for measuring: it may be set. */
public interface WallClock {

  /** Milliseconds since 1970-01-01, UTC. */
  long millis();

  /** Where we are. */
  ZoneId zone();

  /** The clock of this machine. */
  static WallClock system() {
    return new WallClock() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public ZoneId zone() {
        return ZoneId.systemDefault();
      }
    };
  }
}
