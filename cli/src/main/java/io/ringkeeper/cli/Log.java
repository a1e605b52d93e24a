package io.ringkeeper.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.ringkeeper.balancer.config.Logging;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The log: one line an event, on standard output. Set up in code, because that is many times faster
 * at the start than reading a file.
 */
public final class Log extends ContextAwareBase implements Configurator {

  private static final String PLAIN = "%d{HH:mm:ss.SSS} %-5level %msg%n%ex";
  private static final String COLOURED = "%gray(%d{HH:mm:ss.SSS}) %highlight(%-5level) %msg%n%ex";

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

  /** There is always a console since JDK 22, but its declaration does not say so. */
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  private static void apply(LoggerContext context, Level level, boolean coloured) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(coloured ? COLOURED : PLAIN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(level);
    root.addAppender(console);
    context.getLogger("io.netty").setLevel(Level.WARN);
  }
}
