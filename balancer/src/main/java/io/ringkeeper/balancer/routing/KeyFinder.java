package io.ringkeeper.balancer.routing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.Arrays;
import java.util.Locale;

/** Finds one source of keys in the bytes of a head. Immutable; finds without allocating. */
@FunctionalInterface
interface KeyFinder {

  /** There is no such source, or it is empty. */
  long NOTHING = -1;

  /** Where the key is, as {@link #range} writes it, or {@link #NOTHING}. */
  long find(RequestHead head);

  /** Two positions in a head as one number; an empty range is nothing. */
  static long range(int from, int to) {
    return from < to ? (long) from << Integer.SIZE | to : NOTHING;
  }

  static int from(long range) {
    return (int) (range >>> Integer.SIZE);
  }

  static int to(long range) {
    return (int) range;
  }

  /** The finder of a source that is a piece of the head. */
  static KeyFinder of(KeySource source) {
    return switch (source) {
      case KeySource.Header header -> header(header.name());
      case KeySource.Cookie cookie -> cookie(cookie.name());
      case KeySource.Query query -> query(query.name());
      case KeySource.Path _ -> KeyFinder::path;
      case KeySource.PathPrefix prefix -> head -> prefix(head, prefix.segments());
      case KeySource.ClientIp _, KeySource.Affinity _, KeySource.Random _ ->
          throw new IllegalArgumentException(source + " is no piece of a head");
    };
  }

  private static KeyFinder header(String name) {
    byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(US_ASCII);
    return head -> {
      int index = head.find(lower);
      return index < 0 ? NOTHING : range(head.valueFrom(index), head.valueTo(index));
    };
  }

  /** In the first Cookie field, of which RFC 6265 allows no second: {@code a=1; NAME=value}. */
  private static KeyFinder cookie(String name) {
    byte[] field = "cookie".getBytes(US_ASCII);
    byte[] wanted = (name + "=").getBytes(US_ASCII);
    return head -> {
      int index = head.find(field);
      return index < 0
          ? NOTHING
          : pair(head.bytes(), head.valueFrom(index), head.valueTo(index), (byte) ';', wanted);
    };
  }

  private static KeyFinder query(String name) {
    byte[] wanted = (name + "=").getBytes(US_ASCII);
    return head ->
        pair(
            head.bytes(),
            Math.min(pathEnd(head) + 1, head.pathTo()),
            head.pathTo(),
            (byte) '&',
            wanted);
  }

  /** The first value that is not empty of a pair that begins with {@code wanted}, unpadded. */
  static long pair(byte[] bytes, int from, int to, byte separator, byte[] wanted) {
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && bytes[end] != separator) {
        end++;
      }
      while (start < end && isBlank(bytes[start])) {
        start++;
      }
      int value = start + wanted.length;
      if (value <= end && Arrays.equals(bytes, start, value, wanted, 0, wanted.length)) {
        int last = end;
        while (last > value && isBlank(bytes[last - 1])) {
          last--;
        }
        if (value < last) {
          return range(value, last);
        }
      }
      start = end + 1;
    }
    return NOTHING;
  }

  private static boolean isBlank(byte sign) {
    return sign == ' ' || sign == '\t';
  }

  private static int pathEnd(RequestHead head) {
    return head.pathFrom() + head.pathLength();
  }

  /** Where an absolute target has no path, the slash before its authority stands for it. */
  private static long path(RequestHead head) {
    if (head.pathLength() > 0) {
      return range(head.pathFrom(), pathEnd(head));
    }
    int slash = head.pathFrom() - 1;
    while (head.bytes()[slash] != '/') {
      slash--;
    }
    return range(slash, slash + 1);
  }

  private static long prefix(RequestHead head, int segments) {
    int end = pathEnd(head);
    int left = segments;
    for (int at = head.pathFrom() + 1; at < end; at++) {
      if (head.bytes()[at] == '/' && --left == 0) {
        return range(head.pathFrom(), at);
      }
    }
    return path(head);
  }
}
