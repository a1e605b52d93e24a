package io.ringkeeper.balancer.dataplane;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's epoll, edge-triggered for connections: the kernel tells of new bytes once, where Netty's
 * own level-triggered way costs a second look at every connection that has been told of. {@link
 * Reading} sees to what is left unread. A connection whose peer has ended its output, and a
 * listener, are level-triggered. Short messages take the way of {@link DirectIo}, and a round ends
 * with some of those who wait in its {@link SlowLane}.
 *
 * <p>It also works around a defect of 4.2.18. A connection that is not read for now and whose peer
 * has ended its output is interested in nothing; Netty then takes it out of the epoll set, but
 * still believes it there, and every later attempt to read it fails with ENOENT. So we stay
 * interested in errors, which epoll reports to everyone in the set anyway.
 */
final class EpollLoop implements IoHandler {

  private final IoHandler netty;
  private final DirectIo direct;

  EpollLoop(ThreadAwareExecutor executor, DirectIo direct) {
    this.netty = EpollIoHandler.newFactory().newHandler(executor);
    this.direct = direct;
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    DirectReader reader = new DirectReader((EpollIoHandle) handle, direct);
    IoRegistration registration = netty.register(reader);
    direct.add(handle, reader);
    return new Registration(registration, handle, direct);
  }

  @Override
  public void initialize() {
    netty.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    direct.writer.beginRound();
    try {
      int events = netty.run(direct.lane.isEmpty() ? context : new NotBlocking(context));
      if (!direct.lane.isEmpty()) {
        direct.writer.flush(); // what the others send does not wait
      }
      direct.lane.move();
      return events;
    } finally {
      direct.writer.endRound();
    }
  }

  @Override
  public void wakeup() {
    netty.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return netty.isCompatible(type);
  }

  @Override
  public void prepareToDestroy() {
    netty.prepareToDestroy();
  }

  @Override
  public void destroy() {
    netty.destroy();
  }

  /** For a round that does not wait for events, since somebody waits for his turn. */
  private record NotBlocking(IoHandlerContext context) implements IoHandlerContext {

    @Override
    public boolean canBlock() {
      return false;
    }

    @Override
    public long delayNanos(long now) {
      return context.delayNanos(now);
    }

    @Override
    public long deadlineNanos() {
      return context.deadlineNanos();
    }

    @Override
    public void reportActiveIoTime(long nanos) {
      context.reportActiveIoTime(nanos);
    }

    @Override
    public boolean shouldReportActiveIoTime() {
      return context.shouldReportActiveIoTime();
    }
  }

  private record Registration(IoRegistration netty, IoHandle handle, DirectIo direct)
      implements IoRegistration {

    @Override
    public long submit(IoOps ops) {
      if (EpollIoOps.NONE.equals(ops)) {
        // Once, because an error lasts, and nobody takes it away while nothing is read.
        return netty.submit(EpollIoOps.valueOf(Native.EPOLLERR | Native.EPOLLET));
      }
      EpollIoOps wanted = (EpollIoOps) ops;
      boolean stream = wanted.contains(EpollIoOps.EPOLLRDHUP);
      return netty.submit(stream ? EpollIoOps.valueOf(wanted.value() | Native.EPOLLET) : wanted);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the signature is Netty's
    public <T> T attachment() {
      return netty.attachment();
    }

    @Override
    public boolean isValid() {
      return netty.isValid();
    }

    @Override
    public boolean cancel() {
      direct.remove(handle);
      return netty.cancel();
    }
  }
}
