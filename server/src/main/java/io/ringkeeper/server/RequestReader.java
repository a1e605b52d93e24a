package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into requests (RFC 9112) and forgets their bodies. Resumable at any byte.
 *
 * <pre>
 *   REQUEST_LINE ─► FIELDS ─┬─ no body ───────────────────────────────────────► (complete)
 *                           ├─ Content-Length ─► BODY ────────────────────────► (complete)
 *                           └─ chunked ─► CHUNK_SIZE ── 0 ─► TRAILERS ────────► (complete)
 *                                           ▲    └─► CHUNK ─► CHUNK_END ─┐
 *                                           └────────────────────────────┘
 * </pre>
 *
 * A request that expects {@code 100-continue} is complete at the end of its head, as no answer
 * depends on a body; the body is skipped if it is sent all the same.
 */
final class RequestReader {

  /** Of a head, and of a chunk's line or all trailers together. */
  private static final int MAX_HEAD_BYTES = 16 * 1_024;

  private static final byte DELETE = 0x7f;

  private enum State {
    REQUEST_LINE,
    FIELDS,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS
  }

  private State state = State.REQUEST_LINE;

  /** The line that has begun and, while it is being read, the head it belongs to. */
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

  private @Nullable RequestHead head;

  /** What is left of a body or a chunk. */
  private long bytesToSkip;

  private int headBytes;
  private boolean returned;

  /** Whether a part of a request has been read, but not all of it. */
  boolean begun() {
    return state != State.REQUEST_LINE || line.size() > 0;
  }

  /** The next request that is complete, or null when {@code in} is used up before. */
  @Nullable Request read(ByteBuffer in) throws BadRequestException {
    while (in.hasRemaining()) {
      Request request =
          switch (state) {
            case BODY, CHUNK -> skip(in);
            case REQUEST_LINE, FIELDS, CHUNK_SIZE, CHUNK_END, TRAILERS -> {
              String text = line(in);
              yield text == null ? null : take(text);
            }
          };
      if (request != null) {
        return request;
      }
    }
    return null;
  }

  private @Nullable Request take(String text) throws BadRequestException {
    switch (state) {
      case REQUEST_LINE -> {
        if (!text.isEmpty()) { // an empty line before a request is a habit of old clients
          head = new RequestHead(text);
          state = State.FIELDS;
        }
      }
      case FIELDS -> {
        if (text.isEmpty()) {
          return endOfHead();
        }
        head().field(text);
      }
      case CHUNK_SIZE -> {
        bytesToSkip = chunkSize(text);
        state = bytesToSkip == 0 ? State.TRAILERS : State.CHUNK;
        headBytes = 0;
      }
      case CHUNK_END -> {
        if (!text.isEmpty()) {
          throw new BadRequestException("a chunk is longer than its size says");
        }
        state = State.CHUNK_SIZE;
      }
      case TRAILERS -> {
        if (text.isEmpty()) {
          return complete();
        }
      }
      case BODY, CHUNK -> throw new IllegalStateException("a body has no lines");
    }
    return null;
  }

  private @Nullable Request endOfHead() throws BadRequestException {
    Request request = head().request();
    headBytes = 0;
    bytesToSkip = head().contentLength();
    if (head().chunked()) {
      state = State.CHUNK_SIZE;
    } else if (bytesToSkip > 0) {
      state = State.BODY;
    } else {
      return complete();
    }
    returned = head().expectsContinue();
    return returned ? request : null;
  }

  private @Nullable Request complete() throws BadRequestException {
    Request request = returned ? null : head().request();
    state = State.REQUEST_LINE;
    head = null;
    headBytes = 0;
    returned = false;
    return request;
  }

  private @Nullable Request skip(ByteBuffer in) throws BadRequestException {
    int skipped = (int) Math.min(bytesToSkip, in.remaining());
    in.position(in.position() + skipped);
    bytesToSkip -= skipped;
    if (bytesToSkip > 0) {
      return null;
    }
    if (state == State.BODY) {
      return complete();
    }
    state = State.CHUNK_END;
    return null;
  }

  /** The next line without its CRLF, or null when it is not all there yet. */
  private @Nullable String line(ByteBuffer in) throws BadRequestException {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (++headBytes > MAX_HEAD_BYTES) {
        throw new BadRequestException(
            "431 Request Header Fields Too Large", "the head is larger than 16 KiB");
      }
      if (next == '\n') {
        return endOfLine();
      }
      if ((next >= 0 && next < ' ' && next != '\t' && next != '\r') || next == DELETE) {
        throw new BadRequestException("a line has a control character in it");
      }
      line.write(next);
    }
    return null;
  }

  private String endOfLine() throws BadRequestException {
    String text = line.toString(ISO_8859_1);
    line.reset();
    if (text.isEmpty() || text.indexOf('\r') != text.length() - 1) {
      throw new BadRequestException("a line does not end in CR LF, or has CR within");
    }
    return text.substring(0, text.length() - 1);
  }

  private static long chunkSize(String text) throws BadRequestException {
    int end = text.indexOf(';');
    String digits = end < 0 ? text : text.substring(0, end);
    if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
      throw new BadRequestException("a chunk's size is not a hexadecimal number");
    }
    return Long.parseLong(digits, 16);
  }

  private RequestHead head() {
    if (head == null) {
      throw new IllegalStateException("no head has begun");
    }
    return head;
  }
}
