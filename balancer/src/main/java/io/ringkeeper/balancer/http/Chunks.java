package io.ringkeeper.balancer.http;

/**
 * Follows the framing of a chunked body (RFC 9112 section 7.1) without copying it: the owner skips
 * {@link #dataAhead} bytes of data at a time and passes every other byte to {@link #accept}.
 *
 * <pre>
 *           digits          CR LF            n bytes       CR LF
 *   ┌─► SIZE ─┬──► EXTENSION ─┬──► DATA ────────► DATA_END ──┐
 *   │         └── size 0 ─────┴──► TRAILER ── empty line ──► DONE
 *   └────────────────────────────────────────────────────────┘
 *                 anything else, anywhere ──► MALFORMED
 * </pre>
 *
 * Strict: sizes have at most fifteen hexadecimal digits, lines end in CR LF and are no longer than
 * 8 KiB, extensions keep to their grammar, trailers are well-formed fields of at most 16 KiB
 * altogether, and none bears a name that means something to a proxy: who puts trailers among the
 * fields of the head would find another message than we did (RFC 9110 section 6.5.1).
 */
public final class Chunks {

  private enum State {
    SIZE,
    EXTENSION,
    DATA,
    DATA_END,
    TRAILER,
    DONE,
    MALFORMED
  }

  private static final int MAX_SIZE_DIGITS = 15;
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_TRAILERS = 16 * 1024;

  private final ChunkExtension extension = new ChunkExtension();
  private final byte[] name = new byte[Field.LONGEST + 1];
  private State state = State.SIZE;
  private long size;
  private int digits;
  private int lineLength;
  private int trailerLength;
  private boolean carriageReturn;
  private boolean colon;

  /** Begins anew. */
  public void reset() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    lineLength = 0;
    trailerLength = 0;
    carriageReturn = false;
    colon = false;
  }

  /** How many bytes of data come next; 0 if the next byte belongs to the framing. */
  public long dataAhead() {
    return state == State.DATA ? size : 0;
  }

  /** Tells that {@code count} bytes of data have gone by. */
  public void skip(long count) {
    size -= count;
    if (size == 0) {
      state = State.DATA_END;
    }
  }

  /** Whether the body is complete. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /** Whether the framing is broken; nothing after it can be trusted. */
  public boolean isMalformed() {
    return state == State.MALFORMED;
  }

  /** Takes the next byte of the framing. */
  public void accept(byte b) {
    if (++lineLength > MAX_LINE || (state == State.TRAILER && ++trailerLength > MAX_TRAILERS)) {
      state = State.MALFORMED;
    } else if (carriageReturn) {
      carriageReturn = false;
      state = b == '\n' ? lineEnded() : State.MALFORMED;
      lineLength = 0;
    } else if (b == '\r') {
      carriageReturn = true;
    } else {
      state = inLine(b);
    }
  }

  private State lineEnded() {
    boolean empty = lineLength == 2;
    return switch (state) {
      case SIZE -> digits > 0 ? sizeKnown() : State.MALFORMED;
      case EXTENSION -> extension.mayEnd() ? sizeKnown() : State.MALFORMED;
      case DATA_END -> empty ? State.SIZE : State.MALFORMED;
      case TRAILER -> {
        boolean sound = empty || colon;
        colon = false;
        yield sound ? (empty ? State.DONE : State.TRAILER) : State.MALFORMED;
      }
      case DATA, DONE, MALFORMED -> State.MALFORMED;
    };
  }

  private State sizeKnown() {
    digits = 0;
    return size == 0 ? State.TRAILER : State.DATA;
  }

  private State inLine(byte b) {
    return switch (state) {
      case SIZE -> inSize(b);
      case EXTENSION -> inExtension(b);
      case TRAILER -> inTrailer(b);
      case DATA, DATA_END, DONE, MALFORMED -> State.MALFORMED;
    };
  }

  private State inSize(byte b) {
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      extension.reset();
      return digits > 0 ? inExtension(b) : State.MALFORMED;
    }
    if (digits == MAX_SIZE_DIGITS) {
      return State.MALFORMED;
    }
    size = (digits == 0 ? 0 : size << 4) | digit;
    digits++;
    return State.SIZE;
  }

  private State inExtension(byte b) {
    return extension.accept(b) ? State.EXTENSION : State.MALFORMED;
  }

  private State inTrailer(byte b) {
    int at = lineLength - 1;
    if (colon) {
      return Bytes.isText(b) ? State.TRAILER : State.MALFORMED;
    }
    if (b == ':') {
      colon = at > 0 && isHarmless(Math.min(at, name.length));
      return colon ? State.TRAILER : State.MALFORMED;
    }
    if (at < name.length) {
      name[at] = b;
    }
    return Bytes.isToken(b) ? State.TRAILER : State.MALFORMED;
  }

  private boolean isHarmless(int nameTo) {
    return Field.named(name, 0, nameTo) == Field.OTHER && !Field.isTwinOfFraming(name, 0, nameTo);
  }
}
