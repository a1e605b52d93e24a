package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request on its way to a replica. While it is short it is kept, so that it can be
 * sent once more to another replica; when it grows beyond {@link #MAX_KEPT} bytes, what has been
 * sent is let go and the body is {@linkplain #isGone gone}; where much is {@link Kept} already,
 * when it grows beyond {@link #MAX_SPARING}. Small parts are joined: who sends byte by byte would
 * otherwise have us keep a buffer for each. Confined to one event loop.
 */
final class ReplayBuffer {

  /** Also how much is read ahead of a connection that does not stand yet. */
  static final int MAX_KEPT = 64 * 1024;

  /** The same while memory is short. */
  static final int MAX_SPARING = 4 * 1024;

  private static final int SMALL = 1024;
  private static final int JOINED = 4 * 1024;

  private final Kept all;
  private final List<ByteBuf> parts = new ArrayList<>();
  private int kept;
  private int sent;
  private int sentOfNext;
  private boolean joining;
  private boolean gone;

  /** An empty one; {@code all} is what its loop keeps. */
  ReplayBuffer(Kept all) {
    this.all = all;
  }

  /** Takes over one part. */
  void add(ByteBuf part) {
    int length = part.readableBytes();
    kept += length;
    all.add(length);
    boolean fits = !parts.isEmpty() && parts.getLast().readableBytes() + length <= JOINED;
    if (length > SMALL || !fits) {
      parts.add(part);
      joining = false;
      return;
    }
    if (!joining) {
      ByteBuf last = parts.getLast();
      ByteBuf joined = room(part).writeBytes(last);
      parts.set(parts.size() - 1, joined);
      last.release();
      joining = true;
    }
    parts.getLast().writeBytes(part);
    part.release();
  }

  private static ByteBuf room(ByteBuf part) {
    try {
      return part.alloc().directBuffer(JOINED, JOINED);
    } catch (OutOfMemoryError e) {
      part.release();
      throw e;
    }
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  boolean isFull() {
    return kept > limit();
  }

  /** How long a body may be for now, in bytes, and be kept. */
  int limit() {
    return all.isMuch() ? MAX_SPARING : MAX_KEPT;
  }

  /** Whether it can no longer be sent from the start. */
  boolean isGone() {
    return gone;
  }

  /**
   * Writes what has not been sent on this connection yet. Whether there is something to flush: what
   * is short may take the short way.
   */
  boolean writeTo(Channel channel, DirectWriter direct) {
    boolean written = false;
    for (int i = sent; i < parts.size(); i++) {
      ByteBuf part = parts.get(i);
      int from = i == sent ? sentOfNext : 0;
      if (from < part.readableBytes()) {
        ByteBuf rest = part.retainedSlice(from + part.readerIndex(), part.readableBytes() - from);
        if (direct.sendPart(channel, rest)) {
          rest.release();
        } else {
          direct.flush();
          channel.write(rest, channel.voidPromise());
          written = true;
        }
      }
    }
    sent = Math.max(0, parts.size() - 1); // the last may be added to
    sentOfNext = parts.isEmpty() ? 0 : parts.getLast().readableBytes();
    if (isFull() || gone) {
      gone = true;
      release();
    }
    return written;
  }

  /** Keeps nothing from now on: an answer has begun. */
  void letGo() {
    gone = true;
    if (isSent()) {
      release();
    }
  }

  private boolean isSent() {
    return parts.isEmpty()
        || (sent == parts.size() - 1 && sentOfNext == parts.getLast().readableBytes());
  }

  /** The next connection gets everything again. */
  void rewind() {
    sent = 0;
    sentOfNext = 0;
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
    sentOfNext = 0;
    joining = false;
    all.remove(kept);
    kept = 0;
  }
}
