package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.util.Locale;

/**
 * The cookie that {@link KeySource.Affinity} reads, and that is set where there is none.
 *
 * @param cookie its name
 * @param secretFile what it is signed with
 * @param maxAge how long a client keeps it, from when it was set
 * @param secure whether it is for TLS alone
 * @param sameSite for which requests from other sites it is sent
 */
public record Affinity(
    String cookie, AffinitySecret secretFile, CookieAge maxAge, boolean secure, SameSite sameSite) {

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
        secure || !needsSecure(cookie),
        "'%s' is refused by browsers without 'secure: on'".formatted(cookie),
        "cookie",
        "secure");
    require(
        sameSite != SameSite.NONE || secure,
        "'none' is refused by browsers without 'secure: on'",
        "same-site",
        "secure");
  }

  /**
   * Whether its name is one of those that browsers keep for TLS, in any case (RFC 6265bis, section
   * 4.1.3). What else {@code __Host-} asks for, ours always has: a Path of / and no Domain.
   */
  private static boolean needsSecure(String cookie) {
    String name = cookie.toLowerCase(Locale.ROOT);
    return name.startsWith("__host-") || name.startsWith("__secure-");
  }
}
