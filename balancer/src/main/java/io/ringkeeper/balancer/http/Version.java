package io.ringkeeper.balancer.http;

/** The version of a first line: {@code HTTP/1.1} or {@code HTTP/1.0}. */
final class Version {

  /** Well-formed, but not a version that is spoken here. */
  static final int UNKNOWN = -1;

  /** No version at all. */
  static final int MALFORMED = -2;

  private static final byte[] HTTP = Bytes.ascii("HTTP/");
  private static final int LENGTH = 8;

  private Version() {}

  /** The minor version of HTTP/1 in {@code bytes[from..to)}, or one of the constants above. */
  static int minor(byte[] bytes, int from, int to) {
    if (to - from != LENGTH) {
      return MALFORMED;
    }
    for (int i = 0; i < HTTP.length; i++) {
      if (bytes[from + i] != HTTP[i]) {
        return MALFORMED;
      }
    }
    int major = bytes[from + 5] - '0';
    int minor = bytes[from + 7] - '0';
    if (major < 0 || major > 9 || bytes[from + 6] != '.' || minor < 0 || minor > 9) {
      return MALFORMED;
    }
    return major == 1 && minor <= 1 ? minor : UNKNOWN;
  }
}
