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
 * Strict: sizes have at most fifteen hexadecimal digits, lines end in CR LF, an extension has a
 * name, trailers are well-formed fields, and framing data altogether is bounded.
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

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int lineLength;
  private int trailerLength;
  private boolean carriageReturn;
  private boolean named;
  private boolean colon;

  /** Begins anew. */
  public void reset() {
    state = State.SIZE;
    size = 0;
    digits = 0;
    lineLength = 0;
    trailerLength = 0;
    carriageReturn = false;
    named = false;
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
      case SIZE, EXTENSION -> {
        if (digits == 0 || (state == State.EXTENSION && !named)) {
          yield State.MALFORMED;
        }
        digits = 0;
        named = false;
        yield size == 0 ? State.TRAILER : State.DATA;
      }
      case DATA_END -> empty ? State.SIZE : State.MALFORMED;
      case TRAILER -> {
        boolean sound = empty || colon;
        colon = false;
        yield sound ? (empty ? State.DONE : State.TRAILER) : State.MALFORMED;
      }
      case DATA, DONE, MALFORMED -> State.MALFORMED;
    };
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
    if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
      size = (digits == 0 ? 0 : size << 4) | digit;
      digits++;
      return State.SIZE;
    }
    return b == ';' && digits > 0 ? State.EXTENSION : State.MALFORMED;
  }

  private State inExtension(byte b) {
    boolean separator = b == ';';
    if (separator && !named) {
      return State.MALFORMED;
    }
    named = !separator && (named || Bytes.isToken(b));
    boolean allowed = named ? Bytes.isText(b) : separator;
    return allowed ? State.EXTENSION : State.MALFORMED;
  }

  private State inTrailer(byte b) {
    if (colon) {
      return Bytes.isText(b) ? State.TRAILER : State.MALFORMED;
    }
    if (b == ':' && lineLength > 1) {
      colon = true;
      return State.TRAILER;
    }
    return Bytes.isToken(b) ? State.TRAILER : State.MALFORMED;
  }
}
