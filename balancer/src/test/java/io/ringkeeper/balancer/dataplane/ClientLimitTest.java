package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClientLimitTest {

  private static final long MIB = 1024 * 1024;
  private static final OpenFiles AMPLE = new OpenFiles(1_000_000);

  @Test
  void isTheConfiguredOneWhereThereIsRoom() {
    ClientLimit limit = new ClientLimit(100, 1024 * MIB, AMPLE);
    assertThat(limit.admits(99)).isTrue();
    assertThat(warning(limit, 100)).contains("100 clients", "limits.connections");
    assertThat(limit.admits(99)).isTrue();
  }

  @Test
  void isWhatTheHeapHasRoomForWhereThatIsLess() {
    ClientLimit limit = new ClientLimit(100_000, 64 * MIB, AMPLE);
    assertThat(limit.admits(4_096)).isTrue();
    assertThat(warning(limit, 7_000)).contains("heap", "-Xmx");
  }

  @Test
  void leavesTheRestOfAnyHeapToLongHeads() {
    ClientLimit limit = new ClientLimit(100_000, 256 * MIB, AMPLE);
    assertThat(limit.admits(20_000)).isTrue();
    assertThat(limit.admits(256 * 7 / 8 * 128)).isFalse();
  }

  @Test
  void isWhatTheOpenFilesAreEnoughForWhereThatIsLess() {
    ClientLimit limit = new ClientLimit(100_000, 64 * MIB, new OpenFiles(200));
    assertThat(limit.admits(67)).isTrue();
    assertThat(warning(limit, 68)).contains("68 clients", "200 open files", "ulimit -n");
  }

  @Test
  void warnsOnce() {
    ClientLimit limit = new ClientLimit(1, 64 * MIB, AMPLE);
    assertThat(warning(limit, 1)).isNotEmpty();
    assertThat(warning(limit, 1)).isEmpty();
  }

  /** What the log says when one more comes, who may not. */
  private static String warning(ClientLimit limit, int connected) {
    Logger logger = (Logger) LoggerFactory.getLogger(ClientLimit.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      assertThat(limit.admits(connected)).isFalse();
    } finally {
      logger.detachAppender(log);
    }
    return String.join("\n", log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }
}
