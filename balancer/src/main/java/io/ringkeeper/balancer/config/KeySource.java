package io.ringkeeper.balancer.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place where the routing key of a request may be found. */
public sealed interface KeySource {

  /** RFC 9110, section 5.6.2; names of cookies are such tokens, too. */
  Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** The most segments that a prefix of a path can be made of. */
  int MOST_SEGMENTS = 100;

  /** The value of a header; absent where the request has no such header, or an empty one. */
  record Header(String name) implements KeySource {

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

  /** The value of a cookie; absent where the request has no such cookie, or an empty one. */
  record Cookie(String name) implements KeySource {

    public Cookie {
      if (!TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException("'%s' is not the name of a cookie".formatted(name));
      }
    }

    @Override
    public String toString() {
      return "cookie:" + name;
    }
  }

  /** The value of a field of the query, as it is escaped; absent where it is, or where empty. */
  record Query(String name) implements KeySource {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._~%!$'()*,;:@/?-]+");

    public Query {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'%s' is not the name of a field of a query".formatted(name));
      }
    }

    @Override
    public String toString() {
      return "query:" + name;
    }
  }

  /** The path without its query; always present. */
  record Path() implements KeySource {
    @Override
    public String toString() {
      return "path";
    }
  }

  /**
   * The first segments of the path, so that {@code /a/b/c} has the prefix {@code /a/b} of two; the
   * whole path if it has fewer. Always present.
   */
  record PathPrefix(int segments) implements KeySource {

    public PathPrefix {
      if (segments < 1 || segments > MOST_SEGMENTS) {
        throw new IllegalArgumentException(
            "a prefix of %d segments is not one of 1 to %d".formatted(segments, MOST_SEGMENTS));
      }
    }

    @Override
    public String toString() {
      return "path-prefix:" + segments;
    }
  }

  /**
   * The address of the client, or its first bits: that of whoever is connected or, where who tells
   * of others is trusted, of whom it tells. Always present.
   *
   * @param v4 how many bits count of an address of IPv4, 1 to 32
   * @param v6 the same of IPv6, 1 to 128
   */
  record ClientIp(int v4, int v6) implements KeySource {

    private static final ClientIp WHOLE = new ClientIp(32, 128);
    private static final Pattern BITS = Pattern.compile("(\\d{1,3})/(\\d{1,3})");

    public ClientIp {
      if (v4 < 1 || v4 > 32 || v6 < 1 || v6 > 128) {
        throw new IllegalArgumentException(
            "%d bits of 32 and %d of 128 are no beginnings of addresses".formatted(v4, v6));
      }
    }

    static ClientIp parse(String bits) {
      Matcher matcher = BITS.matcher(bits);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' does not say how many bits count (write client-ip:24/64, for IPv4 and IPv6)"
                .formatted(bits));
      }
      return new ClientIp(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
      return equals(WHOLE) ? "client-ip" : "client-ip:%d/%d".formatted(v4, v6);
    }
  }

  /**
   * The key in the cookie that Ringkeeper has set itself, by {@code affinity}; absent where there
   * is none, or where it is not signed by us. Whatever key comes after it is then put into one.
   */
  record Affinity() implements KeySource {
    @Override
    public String toString() {
      return "affinity";
    }
  }

  /**
   * A random six-digit number; always present. Where it goes into the cookie of {@link Affinity},
   * it is one of 63 bits.
   */
  record Random() implements KeySource {
    @Override
    public String toString() {
      return "random";
    }
  }

  /** Whether every request has it, so that nothing after it counts. */
  default boolean isAlwaysThere() {
    return switch (this) {
      case Path _, PathPrefix _, ClientIp _, Random _ -> true;
      case Header _, Cookie _, Query _, Affinity _ -> false;
    };
  }

  /** Reads what {@code toString} writes. */
  static KeySource parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon + 1);
    String of = text.substring(colon + 1);
    return switch (kind) {
      case "header:" -> new Header(of);
      case "cookie:" -> new Cookie(of);
      case "query:" -> new Query(of);
      case "path" -> new Path();
      case "path-prefix:" -> new PathPrefix(Texts.integer(of));
      case "client-ip" -> ClientIp.WHOLE;
      case "client-ip:" -> ClientIp.parse(of);
      case "affinity" -> new Affinity();
      case "random" -> new Random();
      default ->
          throw new IllegalArgumentException(
              ("'%s' is not a source of keys (write header:NAME, cookie:NAME, query:NAME, path,"
                      + " path-prefix:N, client-ip, client-ip:24/64, affinity or random)")
                  .formatted(text));
    };
  }
}
