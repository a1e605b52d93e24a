package io.ringkeeper.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.ringkeeper.balancer.config.Logging;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log: one line an event, on standard output, written by a thread of its own. Whoever logs
 * never waits: a terminal that is held up must not hold up the healing. Set up in code, because
 * that is many times faster at the start than reading a file.
 */
public final class Log extends ContextAwareBase implements Configurator {

  /** The name under which the banner is logged, so that it keeps its place among the lines. */
  static final String BANNER = "banner";

  /** How many lines may wait for a reader; further ones are dropped. */
  private static final int MOST_WAITING = 16 * 1024;

  /** Called by Logback at its start: warnings only, until the configuration is known. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, Level.WARN, false);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Makes the log what the configuration says. */
  static void configure(Logging logging) {
    boolean coloured =
        switch (logging.color()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> isTerminal(System.console());
        };
    Level level =
        switch (logging.level()) {
          case ERROR -> Level.ERROR;
          case WARN -> Level.WARN;
          case INFO -> Level.INFO;
          case DEBUG -> Level.DEBUG;
        };
    apply((LoggerContext) LoggerFactory.getILoggerFactory(), level, coloured);
  }

  /** Writes what is still waiting; nothing is logged afterwards. */
  static void close() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /** There is always a console since JDK 22, but its declaration does not say so. */
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  private static void apply(LoggerContext context, Level level, boolean coloured) {
    LogLine layout = new LogLine(coloured);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(MOST_WAITING);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.addAppender(console);
    queue.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(level);
    root.addAppender(queue);
    context.getLogger(BANNER).setLevel(Level.INFO);
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("com.github.dockerjava").setLevel(Level.OFF); // what it throws tells it all
  }
}
