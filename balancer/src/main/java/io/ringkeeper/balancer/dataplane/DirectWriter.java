package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.ringkeeper.balancer.http.HeadWriter;
import java.io.IOException;

/**
 * Sends short messages. Most find nothing before them and room in the socket: these go there at
 * once, without Netty's queue, which would need a buffer and an entry for each. What the socket
 * does not take is queued as usual. One for each event loop, confined to it.
 */
final class DirectWriter {

  /** In bytes: more than most heads. */
  private static final int MOST = 8 * 1024;

  private final ByteBuf scratch = Unpooled.directBuffer(MOST, MOST);

  /** Sends a head and the next {@code count} bytes of {@code in}, and whatever waits before. */
  void send(Channel channel, HeadWriter head, ByteBuf in, int count) {
    int length = head.length() + count;
    int sent = 0;
    if (length <= MOST && channel instanceof EpollSocketChannel socket && isIdle(channel)) {
      scratch.clear().writeBytes(head.bytes(), 0, head.length());
      scratch.writeBytes(in, in.readerIndex(), count);
      sent = trySend((Socket) socket.fd());
    }
    if (sent == length) {
      in.skipBytes(count);
    } else {
      ByteBuf whole = channel.alloc().buffer(length);
      whole.writeBytes(head.bytes(), 0, head.length()).writeBytes(in, count);
      channel.writeAndFlush(whole.skipBytes(sent), channel.voidPromise());
    }
  }

  /** The loop has ended. */
  void release() {
    if (scratch.refCnt() > 0) { // or it was closed twice
      scratch.release();
    }
  }

  private static boolean isIdle(Channel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue != null && queue.totalPendingWriteBytes() == 0;
  }

  /** How many bytes it took; an error comes again to whoever writes next, who handles it. */
  private int trySend(Socket socket) {
    try {
      return socket.sendAddress(scratch.memoryAddress(), 0, scratch.writerIndex());
    } catch (IOException e) {
      return 0;
    }
  }
}
