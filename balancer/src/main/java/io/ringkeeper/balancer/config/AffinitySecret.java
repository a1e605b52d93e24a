package io.ringkeeper.balancer.config;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What affinity cookies are signed with, or {@link #NONE} where nobody has given any. Never
 * printed.
 *
 * @param values each at least 16 printable ASCII characters without spaces: the first signs, and a
 *     second one, by which cookies were or will be signed, is good as well; none at all is possible
 */
public record AffinitySecret(List<String> values) {

  /** None is configured: each start of the balancer makes its own. */
  public static final AffinitySecret NONE = new AffinitySecret(List.of());

  private static final Pattern FORM = Pattern.compile("[!-~]{16,1024}");
  private static final int MOST = 2;
  private static final int RANDOM_BYTES = 32;

  public AffinitySecret {
    values = List.copyOf(values);
    if (values.size() > MOST) {
      throw new IllegalArgumentException("the secret is more than two lines");
    }
    if (!values.stream().allMatch(value -> FORM.matcher(value).matches())) {
      throw new IllegalArgumentException(
          "the secret is not 16 to 1024 printable ASCII characters without spaces");
    }
  }

  /** The secrets in {@code text}, which must hold one; a second one is on another line. */
  static AffinitySecret parse(String text) {
    List<String> lines =
        Stream.of(text.split("\\R", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return new AffinitySecret(lines);
  }

  /** Whether there is a secret at all. */
  public boolean isSet() {
    return !values.isEmpty();
  }

  /** The bytes of each, the one that signs first; others each time if there is none. */
  public List<byte[]> bytes() {
    if (isSet()) {
      return values.stream().map(value -> value.getBytes(StandardCharsets.US_ASCII)).toList();
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return List.of(random);
  }

  @Override
  public String toString() {
    return isSet() ? "AffinitySecret[set]" : "AffinitySecret[none]";
  }
}
