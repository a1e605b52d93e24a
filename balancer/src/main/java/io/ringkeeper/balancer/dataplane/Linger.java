package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/**
 * The end of a connection whose client may still be sending: reads on and throws away for a while
 * after our last answer, because closing with unread bytes would reset the connection and could
 * take that answer with it (RFC 9112 section 9.6). Confined to one event loop.
 */
final class Linger {

  private static final Duration TIME = Duration.ofSeconds(2);
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Worker worker;
  private final ClientChannel channel;
  private final Deadline deadline;
  private long discarded;

  /** The deadline is the connection's. */
  Linger(Worker worker, ClientChannel channel, Deadline deadline) {
    this.worker = worker;
    this.channel = channel;
    this.deadline = deadline;
  }

  /** Waits until all is written: to shut the output down before would lose the rest of it. */
  void begin() {
    channel.pause(false);
    deadline.clear(); // as long as the client takes what it was sent
    channel.whenWritten(this::shutDownOutput);
  }

  private void shutDownOutput() {
    deadline.set(worker.now(), TIME);
    channel.shutDownOutput();
  }

  /** Throws away all there is; whether it would take more. */
  boolean discard(ByteBuf in) {
    discarded += in.readableBytes();
    in.skipBytes(in.readableBytes());
    return discarded <= MOST_BYTES;
  }
}
