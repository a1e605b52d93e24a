package io.ringkeeper.analysis.load;

import java.util.Arrays;

/**
 * Reads one answer of HTTP/1.x after the other, in pieces of any size. Keeps the beginning of the
 * body, and the value of one field, for those who want them. Forgiving where nothing depends on it:
 * a line may end without a carriage return.
 *
 * <pre>
 *            1xx ┌──────────────────────────┐
 *                ▼                          │
 * next() ─► STATUS ─► FIELD ─► (end of head)┤
 *                                           ├─► FIXED ──────────────────────────────► DONE
 *                                           ├─► SIZE ─► CHUNK ─► GAP ─► SIZE …
 *                                           │     └─► TRAILER ──────────────────────► DONE
 *                                           ├─► UNTIL_CLOSE ─► ended() ─────────────► DONE
 *                                           └───────────────────────────────────────► DONE
 * anywhere ─► MALFORMED
 * </pre>
 */
final class AnswerReader {

  private enum State {
    STATUS,
    FIELD,
    FIXED,
    SIZE,
    CHUNK,
    GAP,
    TRAILER,
    UNTIL_CLOSE,
    DONE,
    MALFORMED
  }

  private static final int MAX_HEAD_BYTES = 64 << 10;

  private final AnswerHead head;
  private final int sampleBytes;

  private State state = State.DONE;
  private byte[] line = new byte[128]; // the beginning of a line whose end has not come
  private int lineLength;
  private int headBytes;
  private long left; // of the body, or of a chunk
  private byte[] sample = {};
  private int sampled;

  /** Keeps so many bytes of a body, and the value of this field; empty for none. */
  AnswerReader(int sampleBytes, String field) {
    this.sampleBytes = sampleBytes;
    this.head = new AnswerHead(field);
  }

  /** Now another answer is expected. */
  void next(boolean toHead) {
    state = State.STATUS;
    head.clear(toHead);
    lineLength = 0;
    headBytes = 0;
    sampled = 0;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isMalformed() {
    return state == State.MALFORMED;
  }

  /** Whether nothing of the answer has come. */
  boolean isFresh() {
    return state == State.STATUS && headBytes == 0;
  }

  int status() {
    return head.status();
  }

  /** Whether the connection can take another request after this answer. */
  boolean isKept() {
    return head.isKept();
  }

  /** The value of the field that was asked for; empty if it did not come. */
  String field() {
    return head.field();
  }

  byte[] sample() {
    return sample;
  }

  int sampled() {
    return sampled;
  }

  /** How many bytes follow that nobody has to look at. */
  long skippable() {
    boolean body = state == State.FIXED || state == State.CHUNK;
    boolean wanted = sampled < sampleBytes;
    if (wanted) {
      return 0;
    }
    return body ? left : state == State.UNTIL_CLOSE ? Long.MAX_VALUE : 0;
  }

  /** So many of those have passed. */
  void skip(long bytes) {
    if (state != State.UNTIL_CLOSE) {
      left -= bytes;
      endOfPart();
    }
  }

  /** The peer has closed the connection: that may be the end of the answer. */
  void ended() {
    if (state == State.UNTIL_CLOSE) {
      state = State.DONE;
    }
  }

  /** Takes what belongs to this answer; gives where that ends. */
  int read(byte[] in, int from, int to) {
    int at = from;
    while (at < to && state != State.DONE && state != State.MALFORMED) {
      at =
          switch (state) {
            case FIXED, CHUNK, UNTIL_CLOSE -> body(in, at, to);
            case STATUS, FIELD, SIZE, GAP, TRAILER -> line(in, at, to);
            case DONE, MALFORMED -> at;
          };
    }
    return at;
  }

  private int body(byte[] in, int from, int to) {
    boolean open = state == State.UNTIL_CLOSE;
    int length = open ? to - from : (int) Math.min(left, to - from);
    int wanted = Math.min(length, sampleBytes - sampled);
    if (wanted > 0) {
      if (sampled + wanted > sample.length) {
        sample = Arrays.copyOf(sample, Math.max(sampled + wanted, 2 * sample.length));
      }
      System.arraycopy(in, from, sample, sampled, wanted);
      sampled += wanted;
    }
    if (!open) {
      left -= length;
      endOfPart();
    }
    return from + length;
  }

  private void endOfPart() {
    if (left == 0) {
      state = state == State.CHUNK ? State.GAP : State.DONE;
    }
  }

  private int line(byte[] in, int from, int to) {
    int end = from;
    while (end < to && in[end] != '\n') {
      end++;
    }
    int after = Math.min(end + 1, to);
    headBytes += after - from;
    if (headBytes > MAX_HEAD_BYTES) {
      state = State.MALFORMED;
    } else if (end == to || lineLength > 0) {
      keep(in, from, end);
      if (end < to) {
        int length = lineLength;
        lineLength = 0;
        whole(line, 0, length);
      }
    } else {
      whole(in, from, end);
    }
    return after;
  }

  private void keep(byte[] in, int from, int to) {
    int length = lineLength + to - from;
    if (length > line.length) {
      line = Arrays.copyOf(line, Math.max(length, 2 * line.length));
    }
    System.arraycopy(in, from, line, lineLength, to - from);
    lineLength = length;
  }

  private void whole(byte[] in, int from, int end) {
    int to = end > from && in[end - 1] == '\r' ? end - 1 : end;
    switch (state) {
      case STATUS -> state = head.readStatus(in, from, to) ? State.FIELD : State.MALFORMED;
      case FIELD -> {
        if (from == to) {
          endOfHead();
        } else if (!head.readField(in, from, to)) {
          state = State.MALFORMED;
        }
      }
      case SIZE -> size(in, from, to);
      case GAP -> state = from == to ? State.SIZE : State.MALFORMED;
      case TRAILER -> state = from == to ? State.DONE : State.TRAILER;
      case FIXED, CHUNK, UNTIL_CLOSE, DONE, MALFORMED -> throw new IllegalStateException();
    }
  }

  private void endOfHead() {
    headBytes = 0;
    if (head.isInterim()) {
      head.clear(head.isToHead());
      state = State.STATUS;
      headBytes = 1; // something of the answer has come
    } else if (head.hasNoBody()) {
      state = State.DONE;
    } else if (head.isChunked()) {
      state = State.SIZE;
    } else if (head.length() >= 0) {
      left = head.length();
      state = left == 0 ? State.DONE : State.FIXED;
    } else {
      state = State.UNTIL_CLOSE;
    }
  }

  private void size(byte[] in, int from, int to) {
    long size = 0;
    int at = from;
    for (; at < to; at++) {
      int digit = Character.digit(in[at], 16);
      if (digit < 0) {
        break;
      }
      size = (size << 4) | digit;
      if (at - from > 14) {
        state = State.MALFORMED;
        return;
      }
    }
    if (at == from || (at < to && in[at] != ';' && in[at] != ' ' && in[at] != '\t')) {
      state = State.MALFORMED;
    } else {
      left = size;
      state = size == 0 ? State.TRAILER : State.CHUNK;
      headBytes = 0;
    }
  }
}
