package io.ringkeeper.balancer.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.IoHandle;
import io.ringkeeper.balancer.time.Clock;
import java.util.IdentityHashMap;

/**
 * The short way of one event loop to and from its connections, past Netty's pipelines and queues.
 * Only epoll has it; elsewhere everything goes Netty's way. Confined to the event loop.
 */
final class DirectIo {

  final DirectWriter writer = new DirectWriter();
  final SlowLane lane;

  /** By what Netty has for the same connection, which is the channel's {@code unsafe()}, too. */
  private final IdentityHashMap<Object, DirectReader> readers = new IdentityHashMap<>();

  DirectIo(Clock clock) {
    this.lane = new SlowLane(clock);
  }

  /** A connection, or a listener, belongs to this loop from now on. */
  void add(IoHandle handle, DirectReader reader) {
    readers.put(handle, reader);
  }

  /** It does no more. */
  void remove(IoHandle handle) {
    readers.remove(handle);
  }

  /** Gives this receiver what the channel receives, as far as that is short. */
  void readFor(Channel channel, Receiver receiver) {
    DirectReader reader = readers.get(channel.unsafe());
    if (reader != null) {
      reader.readFor(channel, receiver);
    }
  }

  /** Leaves a channel to Netty, if this was its receiver. */
  void leave(Channel channel, Receiver receiver) {
    DirectReader reader = readers.get(channel.unsafe());
    if (reader != null) {
      reader.leave(receiver);
    }
  }

  /** The loop has ended. */
  void release() {
    writer.release();
  }
}
