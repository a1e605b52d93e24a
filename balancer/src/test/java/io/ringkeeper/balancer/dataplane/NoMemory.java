package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;

/** There is none left. */
final class NoMemory extends AbstractByteBufAllocator {

  @Override
  protected ByteBuf newHeapBuffer(int initial, int most) {
    throw new OutOfMemoryError();
  }

  @Override
  protected ByteBuf newDirectBuffer(int initial, int most) {
    throw new OutOfMemoryError();
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}
