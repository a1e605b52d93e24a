package io.ringkeeper.balancer.config;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * What affinity cookies are signed with, or {@link #NONE} where nobody has given any. Never
 * printed.
 *
 * @param value at least 16 printable ASCII characters without spaces; empty for none
 */
public record AffinitySecret(String value) {

  /** None is configured: each start of the balancer makes its own. */
  public static final AffinitySecret NONE = new AffinitySecret("");

  private static final Pattern FORM = Pattern.compile("[!-~]{16,1024}");
  private static final int RANDOM_BYTES = 32;

  public AffinitySecret {
    if (!value.isEmpty() && !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the secret is not 16 to 1024 printable ASCII characters without spaces");
    }
  }

  /** The secret in {@code text}, which must hold one. */
  static AffinitySecret parse(String text) {
    String secret = text.strip();
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return new AffinitySecret(secret);
  }

  /** Whether there is a secret at all. */
  public boolean isSet() {
    return !value.isEmpty();
  }

  /** Its bytes; others each time if there is none. */
  public byte[] bytes() {
    if (isSet()) {
      return value.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return random;
  }

  @Override
  public String toString() {
    return isSet() ? "AffinitySecret[set]" : "AffinitySecret[none]";
  }
}
