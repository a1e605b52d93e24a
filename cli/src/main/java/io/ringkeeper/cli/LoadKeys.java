package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.Keys;
import java.io.IOException;
import java.nio.file.Path;

/** Reads which keys a load sends: a word, and after a colon what it takes. */
final class LoadKeys {

  private static final long FIRST = 100_000;
  private static final double EXPONENT = 1.0;
  private static final long POPULATION = 10_000;

  private LoadKeys() {}

  /** From an option's text. */
  static Keys of(String text, long seed) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return switch (word) {
        case "uniform" -> rest.isEmpty() ? Keys.uniform(seed) : unknown(text);
        case "sequential" -> Keys.sequential(rest.isEmpty() ? FIRST : Long.parseLong(rest));
        case "zipf" -> zipf(rest, seed);
        case "file" -> Keys.ofFile(Path.of(rest));
        default -> unknown(text);
      };
    } catch (NumberFormatException e) {
      return unknown(text);
    } catch (IOException e) {
      throw new IllegalArgumentException("the file of keys '" + rest + "' cannot be read: " + e, e);
    }
  }

  private static Keys zipf(String rest, long seed) {
    String[] parts = rest.isEmpty() ? new String[0] : rest.split(",", -1);
    if (parts.length > 2) {
      throw new NumberFormatException();
    }
    double exponent = parts.length > 0 ? Double.parseDouble(parts[0]) : EXPONENT;
    return Keys.zipf(exponent, parts.length > 1 ? Long.parseLong(parts[1]) : POPULATION, seed);
  }

  private static Keys unknown(String text) {
    throw new IllegalArgumentException(
        "'"
            + text
            + "' are no keys; write uniform, sequential:100000, zipf:1.0,10000 or file:PATH");
  }
}
