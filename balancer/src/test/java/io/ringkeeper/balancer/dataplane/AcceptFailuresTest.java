package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AcceptFailuresTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(AcceptFailures.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ManualClock clock = new ManualClock();

  private final EmbeddedChannel listener =
      new EmbeddedChannel(new AcceptFailures("public", clock, new OpenFiles(200)));

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  @Test
  void areToldOfOnceAMinuteInOneLine() {
    fail(new IOException("Too many open files"));
    fail(new IOException("Too many open files"));
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getFormattedMessage())
        .isEqualTo(
            "Clients of the public port wait, none can be accepted for now:"
                + " Too many open files (ulimit -n is 200)");
    assertThat(log.list.getFirst().getThrowableProxy()).isNull();
    clock.advance(Duration.ofMinutes(1));
    fail(new IOException("Too many open files"));
    assertThat(log.list).hasSize(2);
  }

  @Test
  void areToldOfInFullWhereTheyAreDefects() {
    fail(new IllegalStateException("a defect"));
    assertThat(log.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("a defect");
  }

  private void fail(Exception cause) {
    listener.pipeline().fireExceptionCaught(cause);
    listener.checkException(); // nothing has got past it
  }
}
