package io.ringkeeper.balancer.config;

import java.time.Duration;

/**
 * How long a client keeps a cookie.
 *
 * @param seconds 0 for as long as it runs, to 400 days
 */
public record CookieAge(long seconds) {

  /** RFC 6265bis, section 5.5: no browser keeps any for longer. */
  private static final Duration LONGEST = Duration.ofDays(400);

  static CookieAge parse(String text) {
    Duration age = Texts.anyDuration(text);
    if (!age.equals(Duration.ofSeconds(age.toSeconds()))) {
      throw new IllegalArgumentException(
          "'%s' is not a number of whole seconds, by which browsers count".formatted(text));
    }
    if (age.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "'%s' is longer than %dd, after which browsers forget any cookie"
              .formatted(text, LONGEST.toDays()));
    }
    return new CookieAge(age.toSeconds());
  }
}
