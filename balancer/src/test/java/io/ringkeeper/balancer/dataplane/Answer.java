package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer as a client got it. */
public record Answer(String head, String body) {

  public int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /** The value of a field, or null. */
  public @Nullable String field(String name) {
    String wanted = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
        .map(line -> line.substring(wanted.length()).strip())
        .findFirst()
        .orElse(null);
  }

  int length() {
    String length = field("Content-Length");
    if (length == null) {
      throw new AssertionError("no Content-Length: " + head);
    }
    return Integer.parseInt(length);
  }

  /** Is an error in the shape of the contract. */
  public Answer isError(int status, String part) {
    assertThat(status()).as(head).isEqualTo(status);
    assertThat(field("Content-Type")).isEqualTo("application/json");
    assertThat(body).startsWith("{\"message\":\"<Error> ").endsWith(",\"status\":\"failure\"}");
    assertThat(body).contains(part);
    return this;
  }

  /** Announces that nothing comes after it. */
  Answer closes() {
    assertThat(field("Connection")).isEqualTo("close");
    return this;
  }

  /** Lets the connection go on. */
  Answer keeps() {
    assertThat(field("Connection")).isNotEqualTo("close");
    return this;
  }
}
