package io.ringkeeper.balancer.config;

import java.util.regex.Pattern;

/** A place where the routing key of a request may be found. */
public sealed interface KeySource {

  /** The value of a header; absent where the request has no such header. */
  record Header(String name) implements KeySource {

    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public Header {
      if (!TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException("'%s' is not the name of a header".formatted(name));
      }
    }

    @Override
    public String toString() {
      return "header:" + name;
    }
  }

  /** A random six-digit number; always present. */
  record Random() implements KeySource {
    @Override
    public String toString() {
      return "random";
    }
  }

  /** Reads {@code header:NAME} or {@code random}. */
  static KeySource parse(String text) {
    if (text.startsWith("header:")) {
      return new Header(text.substring("header:".length()));
    }
    if (text.equals("random")) {
      return new Random();
    }
    throw new IllegalArgumentException(
        "'%s' is not a source of keys (write header:NAME or random)".formatted(text));
  }
}
