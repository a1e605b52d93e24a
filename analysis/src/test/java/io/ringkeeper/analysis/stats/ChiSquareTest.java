package io.ringkeeper.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChiSquareTest {

  /** With two degrees of freedom the chance is exp(−x/2), which anybody can compute. */
  @Test
  void agreesWithTheFormulaForThreeParts() {
    ChiSquare test = ChiSquare.of(counts(3_700, 2_600, 3_700), thirds());

    double x = (2 * 366.666_667 * 366.666_667 + 733.333_333 * 733.333_333) / 3_333.333_333;
    assertThat(test.degrees()).isEqualTo(2);
    assertThat(test.statistic()).isCloseTo(x, within(1e-3));
    assertThat(test.p()).isCloseTo(Math.exp(-x / 2), within(1e-12));
    assertThat(test.agrees(0.001)).isFalse();
    assertThat(test.agrees(test.p())).isTrue();
  }

  /** Of tables: the upper 5 % point with one degree of freedom is 3.841459. */
  @Test
  void agreesWithTablesForTwoParts() {
    double off = Math.sqrt(3.841459 * 2_500);
    SortedMap<Integer, Long> counts = counts(Math.round(5_000 + off), Math.round(5_000 - off));
    SortedMap<Integer, Double> halves = new TreeMap<>();
    halves.put(1, 0.5);
    halves.put(2, 0.5);

    assertThat(ChiSquare.of(counts, halves).p()).isCloseTo(0.05, within(0.001));
  }

  @Test
  void whatCannotBeIsNoChance() {
    SortedMap<Integer, Double> parts = new TreeMap<>();
    parts.put(1, 1.0);
    parts.put(2, 0.0);

    assertThat(ChiSquare.of(counts(10, 1), parts).p()).isZero();
    assertThat(ChiSquare.of(counts(10, 0), parts).p()).isEqualTo(1);
  }

  /** Of 100, two parts have one each: together they are two, and with the next they are twelve. */
  @Test
  void partsTooSmallForTheTestAreTakenTogether() {
    SortedMap<Integer, Double> parts = new TreeMap<>();
    parts.put(1, 0.01);
    parts.put(2, 0.88);
    parts.put(3, 0.01);
    parts.put(4, 0.1);

    ChiSquare test = ChiSquare.of(counts(4, 84, 2, 10), parts);

    assertThat(test.degrees()).isEqualTo(1);
    assertThat(test.statistic()).isCloseTo(16 / 12.0 + 16 / 88.0, within(1e-9));
  }

  @Test
  void onePartThatIsLeftAgrees() {
    assertThat(ChiSquare.of(counts(4, 0, 0), thirds()).p()).isEqualTo(1);
    assertThat(ChiSquare.of(counts(0, 0, 0), thirds()).p()).isEqualTo(1);
  }

  private static SortedMap<Integer, Double> thirds() {
    SortedMap<Integer, Double> parts = new TreeMap<>();
    for (int ordinal = 1; ordinal <= 3; ordinal++) {
      parts.put(ordinal, 1 / 3.0);
    }
    return parts;
  }

  private static SortedMap<Integer, Long> counts(long... counts) {
    SortedMap<Integer, Long> all = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      all.put(i + 1, counts[i]);
    }
    return all;
  }
}
