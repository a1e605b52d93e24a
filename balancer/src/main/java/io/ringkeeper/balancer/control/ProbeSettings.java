package io.ringkeeper.balancer.control;

import java.time.Duration;

/**
 * How replicas are probed.
 *
 * @param path what is asked for with GET
 * @param interval from the start of one probe to the start of the next, give or take a tenth
 * @param timeout how long an answer may take, connection included
 * @param header what the connection begins with, a character for each byte; empty for nothing
 */
public record ProbeSettings(String path, Duration interval, Duration timeout, String header) {

  /** The interval at which a replica is probed that is about to serve. */
  static final Duration STARTING_INTERVAL = Duration.ofMillis(50);

  public ProbeSettings {
    if (!path.startsWith("/") || !interval.isPositive() || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "a probe needs an absolute path, a positive interval and a positive timeout");
    }
  }

  /** Nothing comes before the request. */
  ProbeSettings(String path, Duration interval, Duration timeout) {
    this(path, interval, timeout, "");
  }

  Duration interval(Pace pace) {
    return switch (pace) {
      case STARTING -> STARTING_INTERVAL.compareTo(interval) < 0 ? STARTING_INTERVAL : interval;
      case STEADY -> interval;
    };
  }
}
