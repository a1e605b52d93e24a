package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request on its way to a replica. While it is short it is kept, so that it can be
 * sent once more to another replica; when it grows beyond {@link #MAX_KEPT} bytes, what has been
 * sent is let go and the body is {@linkplain #isGone gone}. Confined to one event loop.
 */
final class ReplayBuffer {

  /** Also how much is read ahead of a connection that does not stand yet. */
  static final int MAX_KEPT = 64 * 1024;

  private final List<ByteBuf> parts = new ArrayList<>();
  private int kept;
  private int sent;
  private boolean gone;

  /** Takes over one part. */
  void add(ByteBuf part) {
    parts.add(part);
    kept += part.readableBytes();
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  boolean isFull() {
    return kept > MAX_KEPT;
  }

  /** Whether it can no longer be sent from the start. */
  boolean isGone() {
    return gone;
  }

  /** Writes what has not been sent on this connection yet. Does not flush. */
  void writeTo(Channel channel) {
    while (sent < parts.size()) {
      channel.write(parts.get(sent++).retainedDuplicate(), channel.voidPromise());
    }
    if (isFull() || gone) {
      gone = true;
      release();
    }
  }

  /** Keeps nothing from now on: an answer has begun. */
  void letGo() {
    gone = true;
    if (sent == parts.size()) {
      release();
    }
  }

  /** The next connection gets everything again. */
  void rewind() {
    sent = 0;
  }

  /** Lets go of everything and is ready for the next request. */
  void clear() {
    release();
    gone = false;
  }

  private void release() {
    parts.forEach(ByteBuf::release);
    parts.clear();
    sent = 0;
    kept = 0;
  }
}
