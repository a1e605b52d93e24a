package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** What a client has sent before its turn. Confined to one event loop. */
final class EarlyBytes {

  private final Kept kept;
  private @Nullable ByteBuf bytes;

  EarlyBytes(Kept kept) {
    this.kept = kept;
  }

  boolean isEmpty() {
    return bytes == null;
  }

  /** Takes everything that is left of {@code in}. */
  void add(ByteBuf in) {
    kept.add(in.readableBytes());
    ByteBuf more = ReadBuffers.part(in, in.readableBytes());
    bytes = bytes == null ? more : Unpooled.wrappedBuffer(bytes, more);
  }

  /** Gives everything to the caller, who releases it. */
  ByteBuf take() {
    ByteBuf taken = bytes == null ? Unpooled.EMPTY_BUFFER : bytes;
    bytes = null;
    kept.remove(taken.readableBytes());
    return taken;
  }

  void discard() {
    take().release();
  }
}
