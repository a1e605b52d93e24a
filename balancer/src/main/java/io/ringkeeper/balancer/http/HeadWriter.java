package io.ringkeeper.balancer.http;

import java.util.Arrays;

/**
 * Makes the heads that Ringkeeper sends on, in one array that is used again and again. Fields that
 * stay are copied as they came, a run of neighbours at a time; those meant for one connection only
 * and those that we set ourselves are left out. Confined to one event loop.
 */
public final class HeadWriter {

  private static final byte[] CRLF = Bytes.ascii("\r\n");
  private static final byte[] HTTP_11 = Bytes.ascii("HTTP/1.1 ");
  private static final byte[] REQUEST_VERSION = Bytes.ascii(" HTTP/1.1\r\n");
  private static final byte[] EMPTY_HOST = Bytes.ascii("Host:\r\n");
  private static final byte[] FORWARDED_HOST = Bytes.ascii("X-Forwarded-Host: ");
  private static final byte[] REQUEST_ID = Bytes.ascii("X-Request-ID: ");
  private static final byte[] CHUNKED = Bytes.ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = Bytes.ascii("Connection: close\r\n");
  private static final byte[] UPGRADE = Bytes.ascii("Connection: Upgrade\r\n");
  private static final byte[] KEEP_ALIVE = Bytes.ascii("Connection: keep-alive\r\n");

  private byte[] bytes = new byte[2048];
  private int length;

  /** The array that holds the head, from 0 to {@link #length}. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /**
   * The head that a replica gets.
   *
   * @param forwarded the lines that say on whose behalf, complete with CR LF
   * @param madeId the request id to add if the client sent none
   */
  public void request(RequestHead head, byte[] forwarded, long madeId) {
    length = 0;
    put(head.bytes, head.methodFrom(), head.methodTo());
    put((byte) ' ');
    int path = head.pathFrom();
    boolean bare = path == head.pathTo() || head.bytes[path] == '?';
    if (bare) {
      put((byte) (head.method() == Method.OPTIONS && path == head.pathTo() ? '*' : '/'));
    }
    put(head.bytes, path, head.pathTo());
    put(REQUEST_VERSION);
    boolean upgrade = head.isUpgrade();
    boolean hasId = keepFields(head, true, upgrade);
    if (upgrade) {
      put(UPGRADE);
    }
    if (head.host() < 0) {
      put(EMPTY_HOST); // RFC 9112 section 3.2: what HTTP/1.0 may omit, HTTP/1.1 sends empty
    } else {
      put(FORWARDED_HOST);
      put(head.bytes, head.valueFrom(head.host()), head.valueTo(head.host()));
      put(CRLF);
    }
    put(forwarded);
    if (!hasId) {
      put(REQUEST_ID);
      put(madeId);
      put(CRLF);
    }
    if (head.isChunked()) {
      put(CHUNKED);
    }
    put(CRLF);
  }

  /**
   * The head that a client gets.
   *
   * @param chunked whether the body follows in chunks
   * @param close whether the connection ends with this answer
   * @param toHttp10 whether the client speaks HTTP/1.0, which has to be told of a kept connection
   */
  public void answer(AnswerHead head, boolean chunked, boolean close, boolean toHttp10) {
    length = 0;
    put(HTTP_11);
    put(head.bytes, head.statusFrom(), head.reasonTo());
    put(CRLF);
    boolean upgrade = head.isSwitch();
    keepFields(head, false, upgrade);
    if (upgrade) {
      put(UPGRADE);
    }
    if (chunked) {
      put(CHUNKED);
    }
    if (close) {
      put(CLOSE);
    } else if (toHttp10) {
      put(KEEP_ALIVE);
    }
    put(CRLF);
  }

  /** Copies the fields that stay; true if a request id is among them. */
  private boolean keepFields(Head head, boolean toReplica, boolean upgrade) {
    boolean hasId = false;
    int count = head.fieldCount();
    int runFrom = -1;
    int runTo = -1;
    for (int i = 0; i < count; i++) {
      Field field = head.fieldAt(i);
      hasId |= field == Field.X_REQUEST_ID;
      boolean stays =
          field.hopByHop
              ? upgrade && field == Field.UPGRADE
              : !(toReplica && setByUs(field)) && keeps(head, i, field);
      if (!stays) {
        put(head.bytes, runFrom, runTo);
        runFrom = -1;
        runTo = -1;
      } else {
        runFrom = runFrom < 0 ? head.lineFrom(i) : runFrom;
        runTo = head.lineTo(i);
      }
    }
    put(head.bytes, runFrom, runTo);
    return hasId;
  }

  /** Whether a Connection field leaves it: what all hops need is not the client's to take away. */
  private static boolean keeps(Head head, int index, Field field) {
    return field == Field.CONTENT_LENGTH
        || field == Field.HOST
        || field == Field.X_REQUEST_ID
        || !head.isNominated(index);
  }

  private static boolean setByUs(Field field) {
    return field == Field.X_FORWARDED_FOR
        || field == Field.X_FORWARDED_PROTO
        || field == Field.X_FORWARDED_HOST;
  }

  private void put(byte b) {
    ensure(1);
    bytes[length++] = b;
  }

  private void put(byte[] source) {
    put(source, 0, source.length);
  }

  private void put(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, Math.max(from, 0), bytes, length, to - from);
    length += to - from;
  }

  /** A number that is not negative, in decimal. */
  private void put(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    ensure(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
