package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * How one connection is read: into the loop's {@link ReadBuffers}, a larger one after each that was
 * filled. Goes together with {@link EpollLoop}, which is told of new bytes only: whatever this
 * leaves unread, it sees to itself. Confined to the connection's event loop.
 */
final class Reading extends DefaultMaxMessagesRecvByteBufAllocator {

  /** In a row, before others have their turn. */
  private static final int MOST_READS = 16;

  private final Channel channel;
  private final ReadBuffers buffers;
  private int size;
  private int already;

  Reading(Channel channel, ReadBuffers buffers) {
    super(MOST_READS);
    this.channel = channel;
    this.buffers = buffers;
  }

  @Override
  @SuppressWarnings("deprecation") // Netty's own interface wants this type
  public Handle newHandle() {
    return new Filling();
  }

  /** Whether it takes no more than the smallest buffer to read what comes. */
  boolean isShort() {
    return size == 0;
  }

  /** A buffer for that, which the caller releases. */
  ByteBuf take() {
    return buffers.take(0, channel.alloc());
  }

  /** Somebody has filled that buffer, and Netty reads on. */
  void readOnAfter(int bytes) {
    already = bytes;
    size++;
  }

  private final class Filling extends MaxMessageHandle {

    @Override
    public int guess() {
      return ReadBuffers.SIZES[buffers.allowed(size)];
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return buffers.take(buffers.allowed(size), allocator);
    }

    @Override
    public void lastBytesRead(int bytes) {
      super.lastBytesRead(bytes);
      if (bytes == attemptedBytesRead() && !ReadBuffers.isLargest(size)) {
        size++;
      }
    }

    @Override
    public void readComplete() {
      if (lastBytesRead() == attemptedBytesRead()) {
        channel.eventLoop().execute(Reading.this::readOn);
      } else if (size > 0 && already + totalBytesRead() < ReadBuffers.SIZES[size - 1]) {
        size--;
      }
      already = 0;
    }
  }

  /** To be interested anew is to be told of what is there. */
  private void readOn() {
    if (channel.isActive() && channel.config().isAutoRead()) {
      channel.config().setAutoRead(false);
      channel.config().setAutoRead(true);
    }
  }
}
