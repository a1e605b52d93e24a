package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.ringkeeper.balancer.http.HeadWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends short messages past Netty's queue, which would need a buffer and an entry for each. Most
 * find nothing before them and room in the socket; what the socket does not take is queued as
 * usual.
 *
 * <p>During a round of the event loop they are gathered and leave together at its end: a sender
 * that does nothing but send wakes its peers once, where one that reads in between lets them fall
 * asleep and wakes them for each. Whoever writes or closes in another way meanwhile calls {@link
 * #flush} first. One for each event loop, confined to it.
 */
final class DirectWriter {

  /** In bytes: more than most heads. */
  private static final int MOST = 8 * 1024;

  /** In bytes: not worth a buffer of its own. */
  private static final int MOST_OF_BODY = 1024;

  private static final int MOST_GATHERED = 32;

  /** In events of the round, so that what is sent does not wait for long. */
  private static final int MOST_WAITING = 32;

  private static final int ROOM = 64 * 1024;

  /** Where heads are written; those that wait stand before the last one. */
  final HeadWriter heads = new HeadWriter();

  private final ByteBuf scratch = Unpooled.directBuffer(ROOM, ROOM);
  private final @Nullable EpollSocketChannel[] channels =
      new @Nullable EpollSocketChannel[MOST_GATHERED];
  private final int[] ends = new int[MOST_GATHERED];
  private int gathered;
  private int sent;
  private int waited;
  private boolean inRound;

  /** A round begins: what is sent from now on may wait for its end. */
  void beginRound() {
    inRound = true;
  }

  /** The same for a short part of a body; false, and nothing is done, if it is not for this way. */
  boolean sendPart(Channel channel, ByteBuf part) {
    int count = part.readableBytes();
    boolean gathers = count <= MOST_OF_BODY && gathers(channel, count);
    if (gathers) {
      heads.clear();
      gather((EpollSocketChannel) channel, part, count);
    }
    return gathers;
  }

  private boolean gathers(Channel channel, int length) {
    boolean flushing = sent > 0;
    return !flushing && length <= MOST && channel instanceof EpollSocketChannel && isIdle(channel);
  }

  private void gather(EpollSocketChannel channel, ByteBuf in, int count) {
    channels[gathered] = channel;
    int body = heads.extend(count);
    in.readBytes(heads.bytes(), body, count);
    int end = heads.keep();
    ends[gathered++] = end;
    if (!inRound || gathered == MOST_GATHERED || end > ROOM - MOST) {
      flush();
    }
  }

  /** One event of the round has been dealt with. */
  void eventEnds() {
    if (gathered > 0 && ++waited >= MOST_WAITING) {
      flush();
    }
  }

  /** The round ends. */
  void endRound() {
    inRound = false;
    flush();
  }

  /** Sends the last head, the next {@code count} bytes of {@code in}, and whatever waits before. */
  void send(Channel channel, ByteBuf in, int count) {
    int length = heads.length() + count;
    if (gathers(channel, length)) {
      gather((EpollSocketChannel) channel, in, count);
    } else {
      ByteBuf whole = channel.alloc().buffer(length);
      whole.writeBytes(heads.bytes(), heads.from(), heads.length()).writeBytes(in, count);
      flush(); // which may make others write heads: ours had to be copied before
      channel.writeAndFlush(whole, channel.voidPromise());
    }
  }

  /** Sends what has been gathered. Throws nothing: it is not the caller's connection that fails. */
  void flush() {
    while (sent < gathered) { // a flush within, by somebody who is told of a failure, goes on
      if (sent == 0) {
        // All at once, and not each as it is written: the processor would have to wait for its own
        // writes then.
        scratch.writeBytes(heads.bytes(), 0, ends[gathered - 1]);
        heads.forget();
      }
      EpollSocketChannel channel = channels[sent];
      channels[sent] = null;
      int begin = scratch.readerIndex();
      int end = ends[sent++];
      scratch.readerIndex(end);
      if (channel != null) {
        sendTo(channel, begin, end);
      }
    }
    sent = 0;
    gathered = 0;
    waited = 0;
    scratch.clear();
  }

  private void sendTo(EpollSocketChannel channel, int begin, int end) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    if (queue == null) {
      return; // it has been closed, and its number may be another's by now
    }
    boolean idle = queue.totalPendingWriteBytes() == 0;
    int done = begin + (idle ? trySend((Socket) channel.fd(), begin, end) : 0);
    if (done == end) {
      return;
    }
    try {
      ByteBuf rest = channel.alloc().buffer(end - done).writeBytes(scratch, done, end - done);
      channel.writeAndFlush(rest, channel.voidPromise());
    } catch (RuntimeException | OutOfMemoryError e) {
      channel.pipeline().fireExceptionCaught(e); // which ends this connection, and no other
    }
  }

  private static boolean isIdle(Channel channel) {
    ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
    return queue != null && queue.totalPendingWriteBytes() == 0;
  }

  /** How many bytes it took; an error comes again to whoever writes next, who handles it. */
  private int trySend(Socket socket, int begin, int end) {
    try {
      return socket.sendAddress(scratch.memoryAddress(), begin, end);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The loop has ended. */
  void release() {
    if (scratch.refCnt() > 0) { // or it was closed twice
      scratch.release();
    }
  }
}
