package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.ringkeeper.balancer.http.HeadWriter;
import java.nio.charset.StandardCharsets;

/** The socket of a client: writing to it, and the ways to end it. Confined to its event loop. */
final class ClientChannel {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private boolean paused;

  ClientChannel(Channel channel) {
    this.channel = channel;
  }

  /** Room for something to write. */
  ByteBuf buffer(int size) {
    return channel.alloc().buffer(size);
  }

  void write(HeadWriter writer) {
    write(writer, Unpooled.EMPTY_BUFFER, 0);
  }

  /** A head and the next {@code count} bytes of {@code in}, in one buffer. */
  void write(HeadWriter writer, ByteBuf in, int count) {
    ByteBuf head = buffer(writer.length() + count);
    write(head.writeBytes(writer.bytes(), 0, writer.length()).writeBytes(in, count));
  }

  void write(byte[] bytes) {
    write(Unpooled.wrappedBuffer(bytes));
  }

  void write(ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  void flush() {
    channel.flush();
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

  /** Stops or resumes reading. */
  void pause(boolean pause) {
    if (paused != pause) {
      paused = pause;
      channel.config().setAutoRead(!pause);
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** Runs the task when all is written: to shut the output down before would lose the rest. */
  void whenWritten(Runnable task) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
  }

  void shutDownOutput() {
    ((DuplexChannel) channel).shutdownOutput();
  }

  void closeWhenWritten() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    channel.close();
  }

  /**
   * Cuts the connection. To a client whose answer ends with the connection, a close in good order
   * would say that the answer is whole.
   */
  void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }
}
