package io.ringkeeper.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code run} with its two options as they are usually written, a name and then a value. The
 * command line's library would take a quarter of a start for it, so that it is asked only about
 * what is written in any other way, and about mistakes.
 */
final class PlainRun {

  private PlainRun() {}

  /** The command, or nothing where the library has to look. */
  static Optional<RunCommand> read(String... args) {
    if (args.length % 2 == 0 || !args[0].equals("run")) {
      return Optional.empty();
    }
    ConfigOptions options = new ConfigOptions();
    for (int i = 1; i < args.length; i += 2) {
      String value = args[i + 1];
      if (!isPlain(value) || !take(options, args[i], value)) {
        return Optional.empty();
      }
    }
    return Optional.of(new RunCommand(options));
  }

  private static boolean take(ConfigOptions options, String name, String value) {
    return switch (name) {
      case "-c", "--config" -> {
        boolean first = options.file == null;
        options.file = Path.of(value);
        yield first;
      }
      case "--set" -> options.sets.add(value);
      default -> false;
    };
  }

  /** To the library, a value may also be an option, the name of a file of arguments, or quoted. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && "-@\"".indexOf(value.charAt(0)) < 0;
  }
}
