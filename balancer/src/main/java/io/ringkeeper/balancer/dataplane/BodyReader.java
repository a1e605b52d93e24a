package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.Chunks;
import io.ringkeeper.balancer.http.Method;
import io.ringkeeper.balancer.http.RequestHead;

/**
 * Finds the end of a body in the bytes that go by (RFC 9112 section 6.3), without copying any.
 * Confined to one event loop and used again for the next body.
 */
final class BodyReader {

  private enum Kind {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  /** To copy so much costs less than to write two buffers. */
  private static final int SHORT = 1024;

  private final Chunks chunks = new Chunks();
  private Kind kind = Kind.LENGTH;
  private long left;

  /** The body of this request. */
  void request(RequestHead head) {
    if (head.isChunked()) {
      chunked();
    } else {
      length(Math.max(0, head.contentLength()));
    }
  }

  /** The body of the answer to a request of this method. */
  void answer(AnswerHead head, Method method) {
    if (head.isBodiless(method)) {
      length(0);
    } else if (head.isChunked()) {
      chunked();
    } else if (head.contentLength() >= 0) {
      length(head.contentLength());
    } else {
      untilClose();
    }
  }

  private void length(long bytes) {
    kind = Kind.LENGTH;
    left = bytes;
  }

  private void chunked() {
    kind = Kind.CHUNKED;
    chunks.reset();
    left = -1;
  }

  private void untilClose() {
    kind = Kind.UNTIL_CLOSE;
    left = -1;
  }

  boolean isChunked() {
    return kind == Kind.CHUNKED;
  }

  /** Whether nothing but the end of the connection says that the body is complete. */
  boolean endsWithConnection() {
    return kind == Kind.UNTIL_CLOSE;
  }

  void connectionEnded() {
    left = 0;
  }

  /** How many bytes are still to come, or -1 if that is not known. */
  long left() {
    return left;
  }

  boolean isComplete() {
    return left == 0;
  }

  boolean isMalformed() {
    return kind == Kind.CHUNKED && chunks.isMalformed();
  }

  /** Whether {@code in} holds all that is still to come, and it is little. */
  boolean isShort(ByteBuf in) {
    return kind == Kind.LENGTH && left <= Math.min(SHORT, in.readableBytes());
  }

  /** Whether {@code in} is known to hold all that is still to come. */
  boolean isWithin(ByteBuf in) {
    return left >= 0 && left <= in.readableBytes();
  }

  /** How many bytes at the front of {@code in} belong to the body, and counts them as read. */
  int next(ByteBuf in) {
    int readable = in.readableBytes();
    return switch (kind) {
      case LENGTH -> {
        int count = (int) Math.min(readable, left);
        left -= count;
        yield count;
      }
      case CHUNKED -> nextChunked(in, readable);
      case UNTIL_CLOSE -> readable;
    };
  }

  private int nextChunked(ByteBuf in, int readable) {
    int from = in.readerIndex();
    int count = 0;
    while (count < readable && !chunks.isDone() && !chunks.isMalformed()) {
      long data = Math.min(chunks.dataAhead(), readable - count);
      if (data > 0) {
        chunks.skip(data);
        count += (int) data;
      } else {
        chunks.accept(in.getByte(from + count));
        count++;
      }
    }
    if (chunks.isDone()) {
      left = 0;
    }
    return count;
  }
}
