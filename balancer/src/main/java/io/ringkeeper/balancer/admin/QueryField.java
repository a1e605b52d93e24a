package io.ringkeeper.balancer.admin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One field of a query such as {@code a=1&b=x%20y}. A plus sign is a plus sign. */
final class QueryField {

  private QueryField() {}

  /**
   * The bytes of the first field of this name, null if there is none.
   *
   * @throws IllegalArgumentException if it has a {@code %} without two hexadecimal digits
   */
  static byte @Nullable [] find(String query, String name) {
    for (String field : query.split("&", -1)) {
      if (field.startsWith(name + "=")) {
        return decode(field.substring(name.length() + 1));
      }
    }
    return null;
  }

  private static byte[] decode(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        int high = i + 1 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException("A % is not followed by two hexadecimal digits");
        }
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(raw[i]);
      }
    }
    return decoded.toByteArray();
  }
}
