package io.ringkeeper.cli;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringkeeper validate}: says what is wrong with a configuration, and where. */
@Command(
    name = "validate",
    description = "Checks a configuration and says what is wrong with it, and where.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Integer call() {
    try {
      Config config = options.load();
      config.warnings().forEach(warning -> System.out.println("warning: " + warning));
      System.out.println("The configuration is valid.");
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(System.err::println);
      return 1;
    }
  }
}
