package io.ringkeeper.analysis.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** What matters of an answer's head: its status, and how its body is framed. */
final class AnswerHead {

  private static final byte[] VERSION = "HTTP/1.".getBytes(ISO_8859_1);
  private static final int STATUS_AT = 9; // after "HTTP/1.1 "
  private static final int MAX_LENGTH_DIGITS = 18;
  private static final byte[] LENGTH = "content-length".getBytes(ISO_8859_1);
  private static final byte[] CODING = "transfer-encoding".getBytes(ISO_8859_1);
  private static final byte[] CONNECTION = "connection".getBytes(ISO_8859_1);

  private final byte[] wanted;

  private boolean toHead;
  private int status;
  private boolean kept;
  private long length;
  private boolean coded;
  private boolean chunked;
  private String field = "";

  /** Also keeps the value of this field; empty for none. */
  AnswerHead(String field) {
    wanted = field.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1);
  }

  void clear(boolean head) {
    toHead = head;
    status = 0;
    kept = true;
    length = -1;
    coded = false;
    chunked = false;
    field = "";
  }

  /** Whether the request was one for a head alone. */
  boolean isToHead() {
    return toHead;
  }

  int status() {
    return status;
  }

  boolean isInterim() {
    return status < 200 && status != 101;
  }

  boolean hasNoBody() {
    return toHead || status < 200 || status == 204 || status == 304;
  }

  boolean isChunked() {
    return chunked;
  }

  /** Of the body, if that is how it is framed; otherwise below 0. */
  long length() {
    return coded ? -1 : length;
  }

  boolean isKept() {
    boolean framed = hasNoBody() || chunked || length() >= 0;
    return kept && framed && status != 101 && !(coded && length >= 0);
  }

  String field() {
    return field;
  }

  /** Whether it is a status line. */
  boolean readStatus(byte[] in, int from, int to) {
    if (to - from < STATUS_AT + 3) {
      return false;
    }
    for (int i = 0; i < VERSION.length; i++) {
      if (in[from + i] != VERSION[i]) {
        return false;
      }
    }
    int minor = in[from + VERSION.length];
    int end = from + STATUS_AT + 3;
    if (minor < '0' || minor > '9' || in[end - 4] != ' ' || (end < to && in[end] != ' ')) {
      return false;
    }
    kept = minor != '0';
    long number = number(in, end - 3, end);
    status = (int) number;
    return number >= 100;
  }

  /** Whether it is a field that leaves no doubt about the framing. */
  boolean readField(byte[] in, int from, int to) {
    int colon = from;
    while (colon < to && in[colon] != ':') {
      colon++;
    }
    if (colon == to || colon == from) {
      return false;
    }
    int name = colon - from;
    boolean ours =
        name == LENGTH.length
            || name == CODING.length
            || name == CONNECTION.length
            || name == wanted.length;
    return !ours || readOurs(in, from, colon, to);
  }

  private boolean readOurs(byte[] in, int from, int colon, int to) {
    int start = colon + 1;
    int end = to;
    while (start < end && (in[start] == ' ' || in[start] == '\t')) {
      start++;
    }
    while (end > start && (in[end - 1] == ' ' || in[end - 1] == '\t')) {
      end--;
    }
    if (isNamed(in, from, colon, wanted)) {
      field = new String(in, start, end - start, ISO_8859_1);
    }
    if (isNamed(in, from, colon, LENGTH)) {
      long number = number(in, start, end);
      boolean doubt = length >= 0 && length != number;
      length = number;
      return number >= 0 && !doubt;
    }
    if (isNamed(in, from, colon, CODING)) {
      coded = true;
      chunked = endsWith(in, start, end, "chunked");
    } else if (isNamed(in, from, colon, CONNECTION)) {
      kept = contains(in, start, end, "keep-alive") || (kept && !contains(in, start, end, "close"));
    }
    return true;
  }

  private static boolean isNamed(byte[] in, int from, int colon, byte[] lower) {
    if (colon - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      int c = in[from + i];
      if ((c >= 'A' && c <= 'Z' ? (c | 0x20) : c) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  /** Below 0 if it is none. */
  private static long number(byte[] in, int from, int to) {
    if (from == to || to - from > MAX_LENGTH_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (in[i] < '0' || in[i] > '9') {
        return -1;
      }
      number = 10 * number + in[i] - '0';
    }
    return number;
  }

  private static boolean endsWith(byte[] in, int from, int to, String word) {
    return text(in, from, to).endsWith(word);
  }

  private static boolean contains(byte[] in, int from, int to, String word) {
    return text(in, from, to).contains(word);
  }

  private static String text(byte[] in, int from, int to) {
    return new String(in, from, to - from, ISO_8859_1).toLowerCase(Locale.ROOT);
  }
}
