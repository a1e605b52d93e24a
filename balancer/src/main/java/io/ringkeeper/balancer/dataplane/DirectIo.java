package io.ringkeeper.balancer.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/**
 * The short way of one event loop to and from its connections, past Netty's pipelines and queues.
 * Only epoll has it; elsewhere everything goes Netty's way. Confined to the event loop.
 */
final class DirectIo {

  final DirectWriter writer = new DirectWriter();
  private final IntObjectMap<DirectReader> readers = new IntObjectHashMap<>();

  /** A connection, or a listener, belongs to this loop from now on. */
  void add(DirectReader reader) {
    readers.put(reader.fd().intValue(), reader);
  }

  /** It does no more; its number may be another's already. */
  void remove(DirectReader reader) {
    int number = reader.fd().intValue();
    if (reader.equals(readers.get(number))) {
      readers.remove(number);
    }
  }

  /** Gives the receiver what the channel receives, as far as that is short. */
  void read(Channel channel, Receiver receiver) {
    DirectReader reader = reader(channel);
    if (reader != null) {
      reader.readFor(channel, receiver);
    }
  }

  private @Nullable DirectReader reader(Channel channel) {
    return channel instanceof EpollSocketChannel socket
        ? readers.get(socket.fd().intValue())
        : null;
  }

  /** Leaves a channel to Netty, if this was its receiver. */
  void leave(Channel channel, Receiver receiver) {
    DirectReader reader = reader(channel);
    if (reader != null) {
      reader.leave(receiver);
    }
  }

  /** The loop has ended. */
  void release() {
    writer.release();
  }
}
