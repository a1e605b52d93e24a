package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.ringkeeper.balancer.http.Forwarding;
import io.ringkeeper.balancer.http.HeadWriter;
import io.ringkeeper.balancer.http.RequestHead;

/**
 * A request on its way to a replica: its head, which is made anew for each attempt, and as much of
 * its body as has come. Confined to one event loop.
 */
final class Outgoing {

  private final Worker worker;
  private final RequestHead head;
  private final Forwarding forwarding;
  private final ReplayBuffer body;
  private long madeId;
  private boolean unflushed;

  Outgoing(Worker worker, RequestHead head, Forwarding forwarding) {
    this.worker = worker;
    this.head = head;
    this.forwarding = forwarding;
    this.body = new ReplayBuffer(worker.kept);
  }

  /** A request begins, to which this id belongs if it brings none. */
  void begin(long madeId) {
    this.madeId = madeId;
    head.countHop();
  }

  /**
   * Sends all there is on a new attempt's connection.
   *
   * @param complete whether nothing more is to come
   * @param flush whether to do so at once, or else with what has come already and follows
   */
  void start(Channel channel, boolean complete, boolean flush) {
    HeadWriter writer = worker.writer;
    DirectWriter direct = worker.direct.writer;
    if (!complete || !body.isEmpty()) {
      direct.flush(); // before the head is written, which all exchanges of the loop have in common
    }
    writer.request(head, forwarding, madeId);
    if (!head.method().isIdempotent()) {
      body.letGo(); // once it is on its way it is sent to nobody else
    }
    if (complete && body.isEmpty()) {
      direct.send(channel, Unpooled.EMPTY_BUFFER, 0);
      if (!head.method().isIdempotent()) {
        direct.flush(); // the sooner it leaves, the less likely has the replica just hung up
      }
      return;
    }
    int length = writer.length();
    ByteBuf encoded = channel.alloc().buffer(length);
    encoded.writeBytes(writer.bytes(), writer.from(), length);
    channel.write(encoded, channel.voidPromise());
    unflushed = true;
    body.rewind();
    sendBody(channel);
    if (flush) {
      flush(channel);
    }
  }

  /** Takes over a part of the body. */
  void add(ByteBuf part) {
    body.add(part);
  }

  /** Writes what has come of the body and has not been sent on this connection yet. */
  void sendBody(Channel channel) {
    unflushed |= body.writeTo(channel, worker.direct.writer);
  }

  void flush(Channel channel) {
    if (unflushed) {
      unflushed = false;
      worker.direct.writer.flush(); // what is short does not wait for bodies
      channel.flush();
    }
  }

  /** Whether as much is kept as may be. */
  boolean isFull() {
    return body.isFull();
  }

  /** Whether it may be sent once more should a connection fail, so that an old one will do. */
  boolean mayUseOld() {
    return head.method().isIdempotent() && head.contentLength() <= body.limit();
  }

  /** Whether it can be sent once more, from the start. */
  boolean isRepeatable() {
    return !body.isGone();
  }

  /** No further attempt will be made. */
  void letGo() {
    body.letGo();
  }

  /** The request is over. */
  void clear() {
    body.letGo();
    body.clear();
  }
}
