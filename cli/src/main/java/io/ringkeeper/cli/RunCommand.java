package io.ringkeeper.cli;

import io.ringkeeper.balancer.Balancer;
import io.ringkeeper.balancer.StartException;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringkeeper run}: the balancer and its replicas, until a signal ends it. */
@Command(
    name = "run",
    description = "Runs the balancer and its replicas until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--until-input-ends",
      description = "Ends when its standard input does: for a program that starts it.")
  private boolean untilInputEnds;

  RunCommand() {}

  RunCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    Config config;
    try {
      config = options.load();
    } catch (ConfigException e) {
      e.problems().forEach(problem -> System.err.println("ringkeeper: " + problem));
      return 1;
    }
    Log.configure(config.log());
    config.warnings().forEach(LoggerFactory.getLogger(RunCommand.class)::warn);
    Signals signals = new Signals();
    signals.install();
    if (untilInputEnds) {
      Thread.ofPlatform().daemon().name("input").start(() -> askAtEndOfInput(signals));
    }
    long began = System.nanoTime();
    try {
      Balancer balancer = Balancer.start(config, SampleReplica.command());
      signals.onReopen(balancer::reopenLog);
      Banner.print(balancer, config, System.nanoTime() - began);
      signals.await();
      balancer.stop();
      Log.close();
      return 0;
    } catch (InterruptedException e) { // a signal came before all was open
      Log.close();
      return 0;
    } catch (StartException e) {
      Log.close();
      if (signals.isAsked()) { // what was cut off for it says that it failed
        return 0;
      }
      System.err.println("ringkeeper: " + e.getMessage());
      return 1;
    }
  }

  /**
   * Whoever holds the other end of it has ended, however that was. Where both have had a Ctrl-C,
   * this is no second one.
   */
  private static void askAtEndOfInput(Signals signals) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // that is an end, too
    }
    signals.ask();
  }
}
