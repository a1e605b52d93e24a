package io.ringkeeper.analysis.load;

import io.netty.buffer.ByteBuf;
import io.ringkeeper.analysis.load.Replicas.Replica;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time, on a connection that it keeps as long as the peer does. Confined to
 * its event loop. Nothing is sent a second time.
 *
 * <pre>
 *          send()                  connected()
 * IDLE ──────────────► CONNECTING ─────────────► BUSY ──► IDLE, and the loop is told
 *   └─────────────────────────────────────────────▲ if there is a connection
 * </pre>
 */
final class Client {

  private static final int HEAD_BYTES = 512;

  private final LoadLoop loop;
  private final AnswerReader reader;
  private @Nullable Wire wire;
  private boolean busy;
  private int unconnected; // attempts to connect that failed, one after the other
  private long number;
  private String key = "";
  private long startNanos;
  private long sentNanos;

  Client(LoadLoop loop) {
    this.loop = loop;
    this.reader = loop.tally().replicas.reader();
  }

  boolean isBusy() {
    return busy;
  }

  /** Sends a request that was to be sent then. */
  void send(long number, long startNanos, long nowNanos) {
    this.number = number;
    this.startNanos = startNanos;
    this.sentNanos = nowNanos;
    this.key = loop.plan().keys().of(number);
    busy = true;
    loop.tally().begun();
    Wire open = wire;
    if (open != null && open.isOpen()) {
      write(open);
    } else {
      drop();
      Wire made = new Wire(this);
      wire = made;
      loop.connect(made);
    }
  }

  void connected() {
    unconnected = 0;
    loop.connected();
    if (wire != null) {
      write(wire);
    }
  }

  private void write(Wire open) {
    RequestWriter writer = loop.writer();
    ByteBuf head = open.buffer(HEAD_BYTES);
    if (!writer.write(key, head)) {
      head.release();
      fail(LoadError.OTHER);
      return;
    }
    reader.next(writer.isHead());
    loop.tally().sent(head.readableBytes() + writer.bodyBytes());
    open.write(head);
    if (writer.bodyBytes() > 0) {
      open.write(writer.body());
    }
    open.flush();
  }

  void received(ByteBuf in) {
    loop.tally().received(in.readableBytes());
    if (!busy) {
      drop(); // nobody has asked
      return;
    }
    boolean surplus = false;
    while (in.isReadable() && !surplus && !reader.isMalformed()) {
      int skipped = (int) Math.min(reader.skippable(), in.readableBytes());
      if (skipped > 0) {
        in.skipBytes(skipped);
        reader.skip(skipped);
      } else {
        byte[] scratch = loop.scratch();
        int length = Math.min(in.readableBytes(), scratch.length);
        in.readBytes(scratch, 0, length);
        surplus = reader.read(scratch, 0, length) < length;
      }
    }
    if (surplus || reader.isMalformed()) {
      fail(LoadError.MALFORMED);
    } else if (reader.isDone()) {
      answered();
    }
  }

  /** The peer has closed the connection. */
  void closed() {
    drop();
    if (busy) {
      reader.ended();
      if (reader.isDone()) {
        answered();
      } else {
        fail(LoadError.CLOSED);
      }
    }
  }

  void broken(LoadError error) {
    drop();
    if (busy) {
      fail(error);
    }
  }

  void notConnected(LoadError error) {
    unconnected++;
    loop.notConnected();
    fail(error);
  }

  /** Gives the request up if it takes too long. */
  void giveUpIfSentBefore(long nanos) {
    if (busy && sentNanos - nanos < 0) {
      fail(LoadError.TIMEOUT);
    }
  }

  private void answered() {
    long now = System.nanoTime();
    Replica replica = loop.tally().replicas.of(reader);
    loop.tally().answered(reader.status(), replica, startNanos, now);
    if (!reader.isKept()) {
      drop();
    }
    busy = false;
    if (loop.isObserved()) {
      loop.tell(new Outcome(number, key, startNanos, now, reader.status(), null, replica.name));
    }
    loop.free(this, now);
  }

  private void fail(LoadError error) {
    long now = System.nanoTime();
    loop.tally().failed(error, now);
    drop();
    busy = false;
    if (loop.isObserved()) {
      loop.tell(new Outcome(number, key, startNanos, now, 0, error, ""));
    }
    loop.rest(this, unconnected);
  }

  /** Lets the connection go, and with it the answer that is awaited on it. */
  void drop() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      open.drop();
    }
  }
}
