package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.time.Duration;

/**
 * The cookie that {@link KeySource.Affinity} reads, and that is set where there is none.
 *
 * @param cookie its name
 * @param secretFile what it is signed with
 * @param maxAge how long a client keeps it; 0 is as long as it runs
 * @param secure whether it is for TLS alone
 * @param sameSite for which requests from other sites it is sent
 */
public record Affinity(
    String cookie, AffinitySecret secretFile, Duration maxAge, boolean secure, SameSite sameSite) {

  /** As browsers know it. */
  public enum SameSite {
    LAX,
    STRICT,
    NONE
  }

  public Affinity {
    require(
        KeySource.TOKEN.matcher(cookie).matches(),
        "'%s' is not the name of a cookie".formatted(cookie),
        "cookie");
    require(
        sameSite != SameSite.NONE || secure,
        "'none' is refused by browsers without 'secure: on'",
        "same-site",
        "secure");
  }
}
