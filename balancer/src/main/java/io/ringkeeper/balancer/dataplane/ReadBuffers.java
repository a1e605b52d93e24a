package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that one event loop reads into, one of each size. What was read is mostly done with
 * before the next read, so the same buffer serves every connection, and one that waits holds none.
 * Whoever keeps a part of it gets to keep the buffer; the next reader then finds another. Confined
 * to its loop.
 */
final class ReadBuffers {

  /** In bytes: a head with a short body, an answer of some length, a long body. */
  static final int[] SIZES = {4 * 1024, 16 * 1024, 64 * 1024};

  /** The size that is not exceeded while memory is short. */
  private static final int SPARING = 1;

  private final @Nullable ByteBuf[] buffers = new @Nullable ByteBuf[SIZES.length];

  /** How many find that memory is short. */
  private int sparing;

  /** Somebody finds that memory is short, or does so no longer. */
  void spare(boolean spare) {
    sparing += spare ? 1 : -1;
  }

  /** The size to take where this one would be filled. */
  int allowed(int size) {
    return sparing > 0 ? Math.min(size, SPARING) : size;
  }

  /** An empty buffer of this size, which the caller releases. */
  ByteBuf take(int size, ByteBufAllocator allocator) {
    ByteBuf buffer = buffers[size];
    if (buffer != null && buffer.refCnt() == 1) {
      return buffer.clear().retain();
    }
    if (buffer != null) {
      buffers[size] = null; // first, for there may be no memory for another
      buffer.release();
    }
    ByteBuf fresh = allocator.directBuffer(SIZES[size], SIZES[size]);
    buffers[size] = fresh;
    return fresh.retain();
  }

  /** Whether nothing is gained by reading into a larger one. */
  static boolean isLargest(int size) {
    return size == SIZES.length - 1;
  }

  /** Gives the next {@code count} bytes of {@code in} away, without all the room around a few. */
  static ByteBuf part(ByteBuf in, int count) {
    return count < in.capacity() / 4
        ? in.alloc().directBuffer(count, count).writeBytes(in, count)
        : in.readRetainedSlice(count);
  }

  /** The loop has ended. */
  void release() {
    for (int i = 0; i < buffers.length; i++) {
      ByteBuf buffer = buffers[i];
      if (buffer != null) {
        buffer.release();
        buffers[i] = null;
      }
    }
  }
}
