package io.ringkeeper.analysis.load;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is sent. {@value #KEY} in the path and in the values of headers becomes the request's key.
 * {@code Host} and {@code Content-Length} are added where they are missing.
 *
 * @param method such as {@code GET}
 * @param path with the query, if any
 * @param headers in this order
 * @param body the same each time; may be empty
 */
public record LoadRequest(String method, String path, List<Header> headers, LoadBody body) {

  /** Stands for the key. */
  public static final String KEY = "{key}";

  /** The mission's header. */
  public static final String KEY_HEADER = "X-Request-ID";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern TARGET = Pattern.compile("[/*][!-~]*");

  /** One field. */
  public record Header(String name, String value) {

    public Header {
      if (!TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException("'" + name + "' is no name of a header");
      }
      if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
        throw new IllegalArgumentException("the value of '" + name + "' has a control character");
      }
    }
  }

  public LoadRequest {
    if (!TOKEN.matcher(method).matches()) {
      throw new IllegalArgumentException("'" + method + "' is no method");
    }
    if (!TARGET.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "' is no path; it begins with / and has neither blanks nor letters"
              + " beyond ASCII, which are written as %20 and so on");
    }
    headers = List.copyOf(headers);
  }

  /** The path, and the key in the usual header. */
  public static LoadRequest get(String path) {
    return new LoadRequest("GET", path, List.of(new Header(KEY_HEADER, KEY)), LoadBody.EMPTY);
  }

  public LoadRequest withMethod(String value) {
    return new LoadRequest(value, path, headers, body);
  }

  public LoadRequest withPath(String value) {
    return new LoadRequest(method, value, headers, body);
  }

  public LoadRequest withHeaders(List<Header> value) {
    return new LoadRequest(method, path, value, body);
  }

  public LoadRequest withBody(LoadBody value) {
    return new LoadRequest(method, path, headers, value);
  }

  /** With one more. */
  public LoadRequest withHeader(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return withHeaders(more);
  }

  /** Whether a field of this name is there already. */
  boolean has(String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }
}
