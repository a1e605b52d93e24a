package io.ringkeeper.balancer.dataplane;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last to hear of what fails at a listener. A client that cannot be accepted waits, and Netty
 * tries again every second; the log says so now and then. Confined to the listener's event loop.
 */
public final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);

  /** It is told of no more often. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final String port;
  private final Clock clock;
  private final OpenFiles files;
  private final Deadline silence = new Deadline();
  private boolean told;

  /**
   * Those of one listener.
   *
   * @param port what it is called
   */
  public AcceptFailures(String port, Clock clock, OpenFiles files) {
    this.port = port;
    this.clock = clock;
    this.files = files;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("The {} port has an unexpected error", port, cause);
    } else if (!told || silence.isOver(clock.nanos())) {
      told = true;
      silence.set(clock.nanos(), SILENCE);
      LOG.warn(
          "Clients of the {} port wait, none can be accepted for now: {} (ulimit -n is {})",
          port,
          cause.getMessage(),
          files.most());
    }
  }
}
