package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its event loop knows it. Reads short messages and gives them to their {@link
 * Receiver} at once; the way through Netty's channel and pipeline is longer than most of them are
 * worth. All else is left to Netty: long messages, ends, errors, and whoever is not to be read now.
 * Whoever is in the middle of a message waits for its turn in the {@link SlowLane}. Confined to its
 * event loop.
 */
final class DirectReader implements EpollIoHandle, Runnable {

  /** An end and an error are dealt with at once, unless they come behind something that waits. */
  private static final int MAY_WAIT = Native.EPOLLIN | Native.EPOLLOUT;

  private final EpollIoHandle netty;
  private final DirectWriter writer;
  private final SlowLane lane;
  private @Nullable Target target;
  private @Nullable Waiting waiting;

  /** What is to be dealt with when its turn comes. */
  private record Waiting(IoRegistration registration, IoEvent event) {}

  private record Target(Channel channel, Reading reading, Receiver receiver) {

    boolean expectsShort() {
      return reading.isShort() && mayRead();
    }

    /** Not before it stands, either: an event may be that of another that had its number. */
    boolean mayRead() {
      return channel.isActive() && channel.config().isAutoRead();
    }
  }

  DirectReader(EpollIoHandle netty, DirectIo direct) {
    this.netty = netty;
    this.writer = direct.writer;
    this.lane = direct.lane;
  }

  /** From now on reads for this receiver. */
  void readFor(Channel channel, Receiver receiver) {
    Reading reading = channel.config().getRecvByteBufAllocator();
    target = new Target(channel, reading, receiver);
  }

  /** Reads for nobody, if it was for this receiver. */
  void leave(Receiver receiver) {
    if (readsFor(receiver)) {
      target = null;
    }
  }

  private boolean readsFor(Receiver receiver) {
    return target != null && target.receiver.equals(receiver);
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    int ops = ops(event);
    Waiting before = waiting;
    if (before != null) {
      EpollIoOps both = EpollIoOps.valueOf(ops(before.event) | ops);
      waiting = new Waiting(registration, (EpollIoEvent) () -> both);
    } else if ((ops & ~MAY_WAIT) == 0 && target != null && target.receiver.mayWait()) {
      waiting = new Waiting(registration, event);
      lane.add(this);
    } else {
      lane.overtake();
      handleNow(registration, event);
    }
  }

  /** Its turn in the lane has come; it may have been closed meanwhile. */
  @Override
  public void run() {
    Waiting turn = waiting;
    waiting = null;
    if (turn != null && turn.registration.isValid()) {
      handleNow(turn.registration, turn.event);
    }
  }

  private static int ops(IoEvent event) {
    return ((EpollIoEvent) event).ops().value();
  }

  private void handleNow(IoRegistration registration, IoEvent event) {
    Target current = target;
    boolean readable = ops(event) == Native.EPOLLIN;
    if (current == null || !readable || !current.expectsShort() || !read(current)) {
      writer.flush(); // what is short and has been gathered does not wait for what may be long
      netty.handle(registration, event);
    }
    writer.eventEnds();
  }

  /** Whether all has been read, and there is nothing left for Netty to do. */
  private boolean read(Target current) {
    try {
      ByteBuf in = current.reading.take();
      int count = receive(in);
      if (count <= 0) {
        return count == 0;
      }
      boolean filled = !in.writerIndex(count).isWritable();
      current.receiver.received(in);
      if (filled && current.mayRead()) {
        current.reading.readOnAfter(count);
        return false;
      }
      if (readsFor(current.receiver)) {
        current.receiver.receivedAll();
      } else {
        current.channel.pipeline().fireChannelReadComplete(); // another has taken its place
      }
    } catch (IOException | RuntimeException | Error e) { // as a pipeline does
      current.channel.pipeline().fireExceptionCaught(e); // its end, if any, is another event
    }
    return true;
  }

  /** How many bytes there were, -1 at the end; the buffer is gone where there are none. */
  private int receive(ByteBuf in) throws IOException {
    int count = 0;
    try {
      count = ((Socket) fd()).recvAddress(in.memoryAddress(), 0, in.capacity());
    } finally {
      if (count <= 0) {
        in.release();
      }
    }
    return count;
  }

  @Override
  public FileDescriptor fd() {
    return netty.fd();
  }

  @Override
  public void registered() {
    netty.registered();
  }

  @Override
  public void unregistered() {
    netty.unregistered();
  }

  @Override
  public void close() throws Exception {
    netty.close();
  }
}
