package io.ringkeeper.analysis.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The key of each request: a function of its number, so that the same keys are sent whatever the
 * order of the answers. Called on any thread.
 */
@FunctionalInterface
public interface Keys {

  /** The key of the request with this number, from 0. */
  String of(long number);

  /** Random numbers of six digits, the same for the same seed. */
  static Keys uniform(long seed) {
    return number -> Long.toString(100_000 + Dice.below(900_000, seed, number));
  }

  /** One after the other, from this one. */
  static Keys sequential(long first) {
    return number -> Long.toString(first + number);
  }

  /**
   * Numbers from 1 to the population, of which {@code k} comes with a probability in proportion to
   * {@code 1 / k^exponent}: 1 is the most frequent.
   */
  static Keys zipf(double exponent, long population, long seed) {
    Zipf zipf = new Zipf(exponent, population);
    return number -> Long.toString(zipf.rank(new Dice(seed, number)));
  }

  /** These, again and again. */
  static Keys cycle(List<String> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    String[] all = keys.toArray(String[]::new);
    return number -> all[(int) (number % all.length)];
  }

  /** The lines of a file, in UTF-8 and without the empty ones, again and again. */
  static Keys ofFile(Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(file).stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + " has no key; it has to have one in each line");
    }
    for (String line : lines) {
      if (line.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            file + " has a key with a control character: '" + line + "'");
      }
    }
    return cycle(lines);
  }
}
