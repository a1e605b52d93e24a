package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.ringkeeper.balancer.http.HeadWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The socket of a client: writing to it, reading it in turn, and the ways to end it. Confined to
 * its event loop.
 */
final class ClientChannel {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final DirectWriter direct;
  private final Backlog backlog;
  private final Laggards laggards;
  private final EarlyBytes early;
  private boolean narrow;
  private boolean lags;
  private boolean paused;
  private boolean unflushed;

  ClientChannel(Channel channel, DirectWriter direct, Laggards laggards, Kept kept) {
    this.channel = channel;
    this.direct = direct;
    this.backlog = new Backlog(channel);
    this.laggards = laggards;
    this.early = new EarlyBytes(kept);
  }

  /** Writes the loop's last head. */
  void writeHead() {
    HeadWriter head = direct.heads;
    int length = head.length();
    write(channel.alloc().buffer(length).writeBytes(head.bytes(), head.from(), length));
  }

  /** Writes the loop's last head with the next {@code count} bytes of {@code in}, and flushes. */
  void send(ByteBuf in, int count) {
    unflushed = false;
    direct.send(channel, in, count);
  }

  void write(byte[] bytes) {
    write(Unpooled.wrappedBuffer(bytes));
  }

  void write(ByteBuf bytes) {
    if (narrow != laggards.areMany()) {
      narrow = !narrow;
      channel.config().setWriteBufferWaterMark(narrow ? Laggards.NARROW : Laggards.WIDE);
    }
    unflushed = true;
    direct.flush();
    channel.write(bytes, channel.voidPromise());
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /** Tells a client that waits for it to send its body. */
  void sendContinue() {
    write(CONTINUE);
    flush();
  }

  /** Whether the client keeps up with what it is sent. */
  boolean isWritable() {
    return channel.isWritable();
  }

  /** Whether the client keeps up; to be asked whenever that has changed. */
  boolean noticeWritability() {
    boolean writable = channel.isWritable();
    lags(!writable);
    return writable;
  }

  /** The connection has ended. */
  void gone() {
    lags(false);
    discardEarly();
  }

  /** It begins or ceases to be far behind. */
  void lags(boolean farBehind) {
    if (lags != farBehind) {
      lags = farBehind;
      if (farBehind) {
        laggards.add();
      } else {
        laggards.remove();
      }
    }
  }

  /** Whether it has not taken yet all that it was sent. */
  boolean isBehind() {
    return !backlog.isEmpty();
  }

  /** Whether it has taken nothing of what it was sent for so long. */
  boolean isStuck(long now, Duration patience) {
    return backlog.isStuck(now, patience);
  }

  /** Stops or resumes reading; while something waits for its turn, reading stays stopped. */
  void pause(boolean pause) {
    boolean stop = pause || hasEarly() || hasLost();
    if (paused != stop) {
      paused = stop;
      channel.config().setAutoRead(!stop);
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** Keeps what comes before its turn, and asks for no more of it. */
  void putAside(ByteBuf in) {
    early.add(in);
    pause(true);
  }

  /** What may be read now: nothing of it, but put aside, where something earlier still waits. */
  ByteBuf inTurn(ByteBuf in) {
    if (hasEarly() || hasLost()) {
      putAside(in); // though nothing is read for now, the system may have begun to before
    }
    return in;
  }

  boolean hasEarly() {
    return !early.isEmpty();
  }

  /** Whether some of it was lost, so that nothing that follows can be understood. */
  boolean hasLost() {
    return early.areLost();
  }

  /** Gives what was put aside to the caller, who releases it. */
  ByteBuf takeEarly() {
    return early.take();
  }

  void discardEarly() {
    early.discard();
  }

  /** Runs the task when all is written: to shut the output down before would lose the rest. */
  void whenWritten(Runnable task) {
    direct.flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
  }

  void shutDownOutput() {
    direct.flush();
    ((DuplexChannel) channel).shutdownOutput();
  }

  void closeWhenWritten() {
    direct.flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    direct.flush();
    channel.close();
  }

  /**
   * Cuts the connection. To a client whose answer ends with the connection, a close in good order
   * would say that the answer is whole.
   */
  void reset() {
    direct.flush();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }
}
