package io.ringkeeper.analysis.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

  private static final int DRAWS = 200_000;

  @Test
  void uniformKeysHaveSixDigitsAndFollowTheSeed() {
    Keys keys = Keys.uniform(7);
    assertThat(LongStream.range(0, 10_000).mapToObj(keys::of))
        .allMatch(key -> key.matches("[1-9][0-9]{5}"))
        .containsExactlyElementsOf(
            LongStream.range(0, 10_000).mapToObj(Keys.uniform(7)::of).toList());
    assertThat(LongStream.range(0, 100).mapToObj(keys::of))
        .isNotEqualTo(LongStream.range(0, 100).mapToObj(Keys.uniform(8)::of).toList());
    long[] counts = new long[9];
    for (int i = 0; i < DRAWS; i++) {
      counts[Integer.parseInt(keys.of(i)) / 100_000 - 1]++;
    }
    double[] expected = new double[9];
    Arrays.fill(expected, DRAWS / 9.0);
    assertThat(chiSquare(counts, expected)).isLessThan(limit(8));
  }

  @Test
  void sequentialKeysCount() {
    assertThat(Keys.sequential(5).of(0)).isEqualTo("5");
    assertThat(Keys.sequential(5).of(10)).isEqualTo("15");
  }

  /** The oracle sums the law up, term by term. */
  @ParameterizedTest
  @CsvSource({"1.0, 50", "0.5, 10", "1.2, 200", "2.5, 20", "0.99, 1", "1.0, 2", "1, 3"})
  void zipfFollowsItsLaw(double exponent, int population) {
    double[] expected = new double[population];
    double whole = 0;
    for (int k = 1; k <= population; k++) {
      whole += Math.pow(k, -exponent);
    }
    for (int k = 1; k <= population; k++) {
      expected[k - 1] = DRAWS * Math.pow(k, -exponent) / whole;
    }
    Keys keys = Keys.zipf(exponent, population, 42);
    long[] counts = new long[population];
    for (int i = 0; i < DRAWS; i++) {
      counts[Integer.parseInt(keys.of(i)) - 1]++;
    }
    assertThat(chiSquare(counts, expected)).isLessThan(limit(population - 1));
  }

  private static double chiSquare(long[] counts, double[] expected) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    return sum;
  }

  /** Beyond it is one seed in a hundred thousand: five standard deviations, and room for few. */
  private static double limit(int degrees) {
    return degrees + 5 * Math.sqrt(2.0 * degrees) + 10;
  }

  @Test
  void theLinesOfAFileAreSentAgainAndAgain(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "a\n\n  b c \r\nd");
    Keys keys = Keys.ofFile(file);
    assertThat(LongStream.range(0, 7).mapToObj(keys::of))
        .containsExactly("a", "b c", "d", "a", "b c", "d", "a");
  }

  @Test
  void refusesWhatAreNoKeys(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n\n");
    assertThatThrownBy(() -> Keys.ofFile(empty)).hasMessageContaining("has no key");
    Path control = Files.writeString(folder.resolve("control"), "a\nb\u0001c\n");
    assertThatThrownBy(() -> Keys.ofFile(control)).hasMessageContaining("control character");
    assertThatThrownBy(() -> Keys.zipf(0, 10, 1)).hasMessageContaining("exponent");
    assertThatThrownBy(() -> Keys.zipf(1, 0, 1)).hasMessageContaining("population");
  }
}
