package io.ringkeeper.balancer.accesslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One request as it lies in a {@link Spool}: its length in bytes, the figures, then the texts, each
 * behind its length. Looks at one after the other; confined to the writer's thread.
 */
public final class Entry {

  /** What is a number; -1 where there is none. Times are in nanoseconds. */
  public enum Figure {
    /** When the head was complete, by the monotonic clock. */
    AT,
    /** From then to the end. */
    DURATION,
    /** From then until the request was on its way to the last replica that was tried. */
    CONNECT,
    /** From there to the head of its answer. */
    FIRST_BYTE,
    /** Bytes of the request's body. */
    RECEIVED,
    /** Bytes of the answer's body, as far as they were handed to the system. */
    SENT,
    STATUS,
    MINOR_VERSION,
    /** The place of the routing key. */
    SLOT,
    /** Of the last replica that was tried. */
    ORDINAL,
    /** How many were tried. */
    ATTEMPTS,
    /** The ordinal of an {@link Ended}. */
    ENDED
  }

  /** What is a text; empty where there is none, and cut where it is longer than this. */
  public enum Text {
    CLIENT(64),
    METHOD(32),
    TARGET(1024),
    ID(128),
    /** The name of the last replica that was tried. */
    REPLICA(64),
    REFERER(512),
    USER_AGENT(256);

    final int most;

    Text(int most) {
      this.most = most;
    }
  }

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TEXTS = Text.values().length;

  /** Where the texts begin: behind the length and the figures. */
  static final int FIXED = Long.BYTES * (1 + Figure.values().length);

  private final int[] ends = new int[TEXTS];
  private final int[] starts = new int[TEXTS];
  private byte[] bytes = {};
  private int base;

  /** Looks at the entry that begins there. */
  void look(byte[] bytes, int base) {
    this.bytes = bytes;
    this.base = base;
    int at = base + FIXED;
    for (int text = 0; text < TEXTS; text++) {
      starts[text] = at + Short.BYTES;
      at = starts[text] + (short) SHORT.get(bytes, at);
      ends[text] = at;
    }
  }

  long get(Figure figure) {
    return (long) LONG.get(bytes, offset(base, figure));
  }

  static int offset(int base, Figure figure) {
    return base + Long.BYTES * (1 + figure.ordinal());
  }

  /** The array that {@link #from} and {@link #to} refer to. */
  byte[] bytes() {
    return bytes;
  }

  int from(Text text) {
    return starts[text.ordinal()];
  }

  int to(Text text) {
    return ends[text.ordinal()];
  }

  boolean has(Text text) {
    return from(text) < to(text);
  }
}
