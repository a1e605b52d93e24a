package io.ringkeeper.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.experiment.Check;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import io.ringkeeper.analysis.stats.Moves;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must not be found is found out. */
class ResultsTest {

  private final Results results = SomeResults.begun();

  @Test
  void goodResultsHaveNothingAgainstThem() {
    results.shares(SomeResults.sample(3));
    results.finish(Duration.ofSeconds(1));

    assertThat(results.against()).isEmpty();
    assertThat(results.isComplete()).isTrue();
  }

  @Test
  void aRequestThatFailedIsAgainstThem() {
    results.shares(of(SomeResults.sample(3), 2, 0));

    assertThat(against()).startsWith("2 of ").contains("failed");
  }

  @Test
  void requestsThatFailAfterAServerHasGoneCountToo() {
    SortedMap<Integer, Sample> samples = new TreeMap<>();
    samples.put(2, SomeResults.sample(2));
    Sample fewer = of(SomeResults.sample(5), 3, 0);
    Growth growth = new Growth(samples, new TreeMap<>(), new Moves(1, 1, 0), fewer);
    results.scaling(new Scaling(growth, new TreeMap<>(), 0));

    assertThat(results.failed()).isEqualTo(3);
    assertThat(results.requests()).isEqualTo(20_000);
  }

  @Test
  void answersFromElsewhereAreAgainstThem() {
    results.shares(of(SomeResults.sample(3), 0, 4));

    assertThat(results.against())
        .containsExactly("4 answers came from another server than their id's.");
  }

  @Test
  void countsThatChanceDoesNotExplainAreAgainstThem() {
    Sample sample = SomeResults.sample(3);
    SortedMap<Integer, Long> counts = new TreeMap<>(sample.counts());
    counts.merge(1, 400L, Long::sum);
    counts.merge(2, -400L, Long::sum);
    results.shares(new Sample(10_000, 0, counts, sample.predicted(), 0, 1, sample.digest()));

    assertThat(against()).startsWith("With 3 servers, counts ").contains("do not agree");
  }

  @Test
  void rowsOfTheContractThatAreWrongAreAgainstThem() {
    results.checks(
        List.of(
            new Check("topic", "GET /rep", "200", "500", Check.Verdict.WRONG),
            new Check("topic", "GET /home", "200", "200", Check.Verdict.AS_EXPECTED)));

    assertThat(results.against()).containsExactly("Not as the contract says: GET /rep.");
  }

  @Test
  void whatWentWrongMakesThemIncomplete() {
    results.finish(Duration.ofSeconds(1));
    results.trouble("The fleet could not be left as it was found.");

    assertThat(results.isComplete()).isFalse();
  }

  private String against() {
    assertThat(results.against()).hasSize(1);
    return results.against().getFirst();
  }

  private static Sample of(Sample sample, long failed, long elsewhere) {
    return new Sample(
        sample.requests(),
        failed,
        sample.counts(),
        sample.predicted(),
        elsewhere,
        sample.perSecond(),
        sample.digest());
  }
}
