package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How replicas are probed.
 *
 * @param path what is asked, from its {@code /} on; printable ASCII
 * @param interval from one probe of a replica to the next, at least 10 ms
 * @param timeout how long an answer may take, more than 0
 * @param fall misses in a row that take a replica out, 1..100
 * @param rise hits in a row that bring it back, 1..100
 */
public record Health(String path, Duration interval, Duration timeout, int fall, int rise) {

  private static final Pattern ORIGIN_FORM = Pattern.compile("/[!-~&&[^#]]*");

  public Health {
    require(
        ORIGIN_FORM.matcher(path).matches(),
        "'%s' is not a path (write / and printable ASCII)".formatted(path),
        "path");
    require(interval.toMillis() >= 10, "is shorter than 10ms", "interval");
    require(timeout.isPositive(), "is not longer than 0s", "timeout");
    requireRange(fall, 1, 100, "fall");
    requireRange(rise, 1, 100, "rise");
  }
}
