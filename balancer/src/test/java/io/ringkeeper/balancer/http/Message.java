package io.ringkeeper.balancer.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message as somebody has read it.
 *
 * @param start the parts of the first line
 * @param fields each with its name in lower case, and a colon before the value
 * @param body null if it was not there as a whole
 */
record Message(List<String> start, List<String> fields, @Nullable String body) {

  static String field(String name, String value) {
    return name.toLowerCase(Locale.ROOT) + ":" + value;
  }

  /** The value of a field, if there is just one of that name. */
  @Nullable String only(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + ":"))
        .map(field -> field.substring(name.length() + 1))
        .collect(Collectors.toList());
  }

  Message with(@Nullable String content) {
    return new Message(start, fields, content);
  }

  /**
   * What of it matters: not the reason of an answer, which is for people, and not an encoding that
   * no body can have, which Netty forgets (RFC 9112 sections 4 and 6.1).
   */
  Message sense() {
    boolean answer = start.getFirst().startsWith("HTTP/");
    boolean bodiless = answer && start.get(1).equals("304");
    return new Message(
        answer ? start.subList(0, 2) : start,
        fields.stream()
            .filter(field -> !bodiless || !field.startsWith("transfer-encoding:"))
            .toList(),
        body);
  }
}
