package io.ringkeeper.balancer.http;

/**
 * How many more may pass on a TRACE or OPTIONS (RFC 9110 section 7.6.2); the field means nothing
 * with other methods. What is no number goes on as it came: nothing depends on it.
 */
final class MaxForwards {

  private static final byte[] NAME = Bytes.ascii("max-forwards");

  private MaxForwards() {}

  /** Whether a field says that nobody else may have this request. */
  static boolean isZero(RequestHead head) {
    for (int i = 0; i < head.fieldCount(); i++) {
      int from = head.valueFrom(i);
      int to = head.valueTo(i);
      if (isNamed(head, i) && areDigits(head.bytes, from, to) && areZeros(head.bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Takes one off, where the number stands; a digit that is not needed any more gets a space. */
  static void takeOne(RequestHead head) {
    for (int i = 0; i < head.fieldCount(); i++) {
      int from = head.valueFrom(i);
      int to = head.valueTo(i);
      if (isNamed(head, i) && areDigits(head.bytes, from, to)) {
        takeOne(head.bytes, from, to);
      }
    }
  }

  private static void takeOne(byte[] bytes, int from, int to) {
    int at = to - 1;
    while (bytes[at] == '0') {
      bytes[at--] = '9';
    }
    bytes[at]--;
    if (at == from && to - from > 1 && bytes[from] == '0') {
      bytes[from] = ' ';
    }
  }

  private static boolean isNamed(RequestHead head, int index) {
    return head.fieldAt(index) == Field.OTHER
        && Bytes.equalsIgnoreCase(NAME, head.bytes, head.lineFrom(index), head.nameTo(index));
  }

  private static boolean areZeros(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] != '0') {
        return false;
      }
    }
    return true;
  }

  private static boolean areDigits(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return from < to;
  }
}
