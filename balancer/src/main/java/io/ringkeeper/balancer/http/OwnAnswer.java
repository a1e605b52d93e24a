package io.ringkeeper.balancer.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An answer that Ringkeeper gives itself.
 *
 * @param status the status code
 * @param fields further header lines, each {@code Name: value}
 * @param contentType what the body is
 * @param body the body, which is not changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record OwnAnswer(int status, List<String> fields, String contentType, byte[] body) {

  private static final String JSON = "application/json";

  public OwnAnswer {
    fields = List.copyOf(fields);
  }

  /** An answer in JSON. */
  public static OwnAnswer json(int status, String body, String... fields) {
    return new OwnAnswer(status, List.of(fields), JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The contract's shape of an error: {@code {"message":"<Error> …","status":"failure"}}. */
  public static OwnAnswer error(int status, String message, String... fields) {
    String text = Json.quote("<Error> " + message);
    return json(status, "{\"message\":" + text + ",\"status\":\"failure\"}", fields);
  }

  /**
   * The answer as bytes.
   *
   * @param method what was asked with: an answer to HEAD has no body
   * @param close whether the connection ends with it
   * @param http10 whether the client speaks HTTP/1.0, which has to be told of a kept connection
   * @param date when it is given
   */
  public byte[] encode(Method method, boolean close, boolean http10, HttpDate date) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(Reason.of(status));
    head.append("\r\nDate: ").append(date.now());
    head.append("\r\nContent-Type: ").append(contentType);
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    if (close) {
      head.append("Connection: close\r\n");
    } else if (http10) {
      head.append("Connection: keep-alive\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    if (method == Method.HEAD) {
      return start;
    }
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  @Override
  public String toString() {
    return status + " " + new String(body, StandardCharsets.UTF_8);
  }
}
