package io.ringkeeper.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A head as its lines come in: of the fields, only those that frame the message are kept. */
final class RequestHead {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String method;
  private final String target;
  private final boolean http10;
  private boolean host;
  private boolean close;
  private boolean keepAlive;
  private boolean chunked;
  private boolean expectsContinue;
  private @Nullable Long contentLength;

  RequestHead(String requestLine) throws BadRequestException {
    String[] parts = requestLine.split(" ", -1);
    if (parts.length != 3 || !token(parts[0]) || parts[1].isEmpty()) {
      throw new BadRequestException("the request line is not 'METHOD target HTTP/1.1'");
    }
    method = parts[0];
    target = parts[1];
    http10 = parts[2].equals("HTTP/1.0");
    if (!http10 && !parts[2].equals("HTTP/1.1")) {
      throw new BadRequestException(
          "505 HTTP Version Not Supported", "only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
  }

  void field(String line) throws BadRequestException {
    int colon = line.indexOf(':');
    if (colon < 0 || !token(line.substring(0, colon))) {
      throw new BadRequestException("a header line is not 'name: value'");
    }
    String value = line.substring(colon + 1).strip();
    switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "host" -> host = once(host, "Host");
      case "content-length" -> {
        once(contentLength != null, "Content-Length");
        contentLength = length(value);
      }
      case "transfer-encoding" -> {
        once(chunked, "Transfer-Encoding");
        if (http10 || !value.equalsIgnoreCase("chunked")) {
          throw new BadRequestException(
              "501 Not Implemented", "the only Transfer-Encoding known here is chunked");
        }
        chunked = true;
      }
      case "connection" -> {
        for (String option : value.toLowerCase(Locale.ROOT).split(",", -1)) {
          close |= option.strip().equals("close");
          keepAlive |= option.strip().equals("keep-alive");
        }
      }
      case "expect" -> expectsContinue = !http10 && value.equalsIgnoreCase("100-continue");
      default -> {} // changes nothing here
    }
  }

  /** Once all fields are in. */
  Request request() throws BadRequestException {
    if (!host && !http10) {
      throw new BadRequestException("the Host header is missing");
    }
    if (chunked && contentLength != null) {
      throw new BadRequestException("both Content-Length and Transfer-Encoding are given");
    }
    return new Request(method, path(), http10, !close && (keepAlive || !http10));
  }

  boolean chunked() {
    return chunked;
  }

  boolean expectsContinue() {
    return expectsContinue;
  }

  long contentLength() {
    return contentLength == null ? 0 : contentLength;
  }

  /** Of {@code /home?a=b} and of {@code http://somewhere/home?a=b} alike (RFC 9112 3.2.2). */
  private String path() {
    String path = target;
    int authority = target.startsWith("/") ? -1 : target.indexOf("://");
    if (authority >= 0) {
      int slash = target.indexOf('/', authority + 3);
      path = slash < 0 ? "/" : target.substring(slash);
    }
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static boolean once(boolean seen, String name) throws BadRequestException {
    if (seen) {
      throw new BadRequestException(name + " is given twice");
    }
    return true;
  }

  private static long length(String value) throws BadRequestException {
    if (!value.matches("[0-9]{1,18}")) {
      throw new BadRequestException("Content-Length is not a number of bytes");
    }
    return Long.parseLong(value);
  }

  private static boolean token(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letterOrDigit && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
