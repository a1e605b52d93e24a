package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent before its turn. Where much is {@link Kept} already, more than a little is
 * not: all of it is lost then, and so is what follows, since nobody could know where a request
 * begins. Confined to one event loop.
 */
final class EarlyBytes {

  /** What may be put aside while memory is short, in bytes. */
  private static final int LITTLE = 2 * 1024;

  private final Kept kept;
  private @Nullable ByteBuf bytes;
  private boolean lost;

  EarlyBytes(Kept kept) {
    this.kept = kept;
  }

  boolean isEmpty() {
    return bytes == null;
  }

  /** Whether some of it was lost. */
  boolean areLost() {
    return lost;
  }

  /** Takes everything that is left of {@code in}. */
  void add(ByteBuf in) {
    int length = in.readableBytes() + (bytes == null ? 0 : bytes.readableBytes());
    if (lost || (length > LITTLE && kept.isMuch())) {
      discard();
      lost = true;
      in.skipBytes(in.readableBytes());
      return;
    }
    int count = in.readableBytes();
    ByteBuf more = ReadBuffers.part(in, count); // may fail, and then nothing is kept
    kept.add(count);
    bytes = bytes == null ? more : Unpooled.wrappedBuffer(bytes, more);
  }

  /** Gives everything to the caller, who releases it. */
  ByteBuf take() {
    ByteBuf taken = bytes == null ? Unpooled.EMPTY_BUFFER : bytes;
    bytes = null;
    kept.remove(taken.readableBytes());
    return taken;
  }

  /** Forgets everything, also that some was lost. */
  void discard() {
    lost = false;
    take().release();
  }
}
