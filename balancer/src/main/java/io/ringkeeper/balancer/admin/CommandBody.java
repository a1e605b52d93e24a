package io.ringkeeper.balancer.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /add} and {@code /rm}.
 *
 * @param n how many replicas, 1 to {@link #MAX_N}
 * @param hostnames the names asked for, in no particular form yet
 */
record CommandBody(int n, List<String> hostnames) {

  static final int MAX_N = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  CommandBody {
    hostnames = List.copyOf(hostnames);
  }

  /** Says which field is wrong and why, in one clause. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      String message = super.getMessage();
      return message == null ? "" : message;
    }
  }

  static CommandBody parse(byte[] body) throws Malformed {
    JsonNode root = object(body, "{\"n\":1}");
    return new CommandBody(n(root.get("n")), hostnames(root.get("hostnames")));
  }

  /**
   * Any JSON object.
   *
   * @param example of one that is right
   */
  static JsonNode object(byte[] body, String example) throws Malformed {
    try (JsonParser parser = MAPPER.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Malformed(
            "The body is empty; a JSON object such as %s is expected".formatted(example));
      }
      JsonNode root = MAPPER.reader().readTree(body);
      if (!root.isObject()) {
        throw new Malformed("The body is not a JSON object such as " + example);
      }
      return root;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage();
      int advice = reason.indexOf(": enable `"); // which is for programmers
      throw new Malformed(
          "The body is not JSON: " + (advice < 0 ? reason : reason.substring(0, advice)));
    } catch (IOException e) {
      throw new Malformed("The body is not JSON: " + e.getMessage());
    }
  }

  private static int n(@Nullable JsonNode n) throws Malformed {
    if (n == null) {
      throw new Malformed("Field 'n' is missing");
    }
    if (!n.isIntegralNumber() || !n.canConvertToInt() || n.intValue() < 1 || n.intValue() > MAX_N) {
      throw new Malformed("Field 'n' is not an integer from 1 to " + MAX_N);
    }
    return n.intValue();
  }

  private static List<String> hostnames(@Nullable JsonNode hostnames) throws Malformed {
    if (hostnames == null) {
      return List.of();
    }
    if (!hostnames.isArray()) {
      throw new Malformed("Field 'hostnames' is not a list of strings");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : hostnames) {
      if (!name.isTextual()) {
        throw new Malformed("Field 'hostnames' is not a list of strings");
      }
      names.add(name.textValue());
    }
    return names;
  }
}
