package io.ringkeeper.cli;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a configuration comes from. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A YAML file; examples/full.yaml explains every setting.")
  @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "One setting, such as health.interval=2s. May be repeated.")
  List<String> sets = new ArrayList<>();

  /** The file, overlaid by RINGKEEPER_* variables, overlaid by --set. */
  Config load() throws ConfigException {
    return Config.load(file, System.getenv(), sets);
  }
}
