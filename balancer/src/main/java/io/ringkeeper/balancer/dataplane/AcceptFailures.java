package io.ringkeeper.balancer.dataplane;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last to hear of what fails at the listener. A client that cannot be accepted waits, and Netty
 * tries again every second; the log says so now and then. Confined to the listener's event loop.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);

  /** It is told of no more often. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Worker worker;
  private final OpenFiles files;
  private final Deadline silence = new Deadline();
  private boolean told;

  AcceptFailures(Worker worker, OpenFiles files) {
    this.worker = worker;
    this.files = files;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("The public port has an unexpected error", cause);
    } else if (!told || silence.isOver(worker.now())) {
      told = true;
      silence.set(worker.now(), SILENCE);
      LOG.warn(
          "Clients wait, since none can be accepted for now: {} (ulimit -n is {})",
          cause.getMessage(),
          files.most());
    }
  }
}
