package io.ringkeeper.balancer.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/**
 * What has been written to a channel and has not left yet. It moves as long as the peer reads, by
 * as much as fits into the system's buffers at a time. Confined to the channel's event loop.
 */
final class Backlog {

  private final Channel channel;
  private final Deadline deadline = new Deadline();
  private long seen;

  Backlog(Channel channel) {
    this.channel = channel;
  }

  boolean isEmpty() {
    return left() == 0;
  }

  /** Whether it is another one than when it was last looked at. */
  boolean hasMoved() {
    long left = left();
    boolean moved = left != seen;
    seen = left;
    return moved;
  }

  /** Whether it is there and has not moved for so long. To be asked again and again. */
  boolean isStuck(long now, Duration patience) {
    if (hasMoved()) {
      deadline.set(now, patience);
    }
    return seen > 0 && deadline.hasPassed(now);
  }

  private long left() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
