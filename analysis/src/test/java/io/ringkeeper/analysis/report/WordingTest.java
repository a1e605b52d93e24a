package io.ringkeeper.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.experiment.Failure;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page says what was measured, also where that is not what one would expect. */
class WordingTest {

  private final Results results = SomeResults.begun();

  @Test
  void aBoundThatHelped() {
    results.add(SomeResults.comparison(Variant.LITERAL, SomeResults.growth(), SomeResults.even(0)));
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));

    assertThat(page())
        .contains("With “ring, literal ids” it brought the fullest of three servers from")
        .contains("more even in 1 of 1 ways that were tried with it, and in 0 they did not")
        .doesNotContain("It did not help");
  }

  @Test
  void aBoundThatDidNotHelp() {
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), SomeResults.growth()));

    assertThat(page())
        .contains("It did not help “maglev”: the fullest of three servers got 33.3\u00a0%")
        .contains("every request met the owner of its id")
        .contains("more even in 0 of 1 ways that were tried with it, and in 1 they did not")
        .doesNotContain("it brought");
  }

  @Test
  void requestsThatFailed() {
    results.add(SomeResults.failures(Failure.KILL, new TreeMap<>(Map.of("status 502", 3L))));

    assertThat(page())
        .contains("3 of 40,000 requests failed, and the slowest took 2.50\u00a0s")
        .contains("Holes on top are requests that failed.")
        .contains("While servers were killed, 3 requests failed: status 502.")
        .doesNotContain("none of 40,000", "went to another server then");
  }

  @Test
  void noRequestThatFailedButOneThatWaited() {
    results.add(SomeResults.failures(Failure.FREEZE, new TreeMap<>()));

    assertThat(page())
        .contains(
            "2 times a server was frozen: none of 40,000 requests failed, but the slowest took"
                + " 2.50\u00a0s")
        .contains("Drawn: the first of these trials, noticed after 12\u00a0ms and replaced after")
        .contains("went to another server then; the slowest of all answers took 2.50\u00a0s.");
  }

  /** The median of two times is the shorter; one that took longer than that is no contradiction. */
  @Test
  void aDetectionThatTookLongerThanMostRecoveries() {
    results.add(SomeResults.failures(Failure.SICK, new TreeMap<>()));

    assertThat(page())
        .contains("after 12\u00a0ms in the median, 2.40\u00a0s at most.")
        .contains("Back to full strength, in the median: sick after 140\u00a0ms");
  }

  @Test
  void keysThatMovedThoughTheyNeedNot() {
    results.add(SomeResults.comparison(Variant.RENDEZVOUS, SomeResults.even(100), null));

    assertThat(page())
        .contains("1.0\u00a0% of the keys moved between servers that stayed")
        .contains("every way moves some keys needlessly")
        .doesNotContain("no key moved");
  }

  @Test
  void keysThatStayed() {
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));

    assertThat(page())
        .contains("no key moved between servers that stayed")
        .contains("“maglev” moves no key needlessly");
  }

  @Test
  void sharesThatDifferByMoreThanChance() {
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.growth(), null));

    assertThat(page())
        .contains("which is more than chance explains", "“maglev” comes nearest to equal shares")
        .doesNotContain("which chance in the ids explains", "and chance explains it");
  }

  @Test
  void sharesThatDifferByChance() {
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));

    assertThat(page())
        .contains(
            "which chance in the ids explains",
            "1.00\u00a0× the mean at most, and chance explains it")
        .doesNotContain("more than chance explains");
  }

  @Test
  void warnsOfNothingThatDidWell() {
    results.add(SomeResults.comparison(Variant.LITERAL, SomeResults.even(0), null));
    results.add(SomeResults.comparison(Variant.MIXED, SomeResults.growth(), null));
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));

    assertThat(page())
        .contains("What not to use", "Better mixing alone")
        .doesNotContain("The ring with literal ids:");
  }

  @Test
  void warnsOfNothingIfNothingIsBetter() {
    results.add(SomeResults.comparison(Variant.LITERAL, SomeResults.growth(), null));
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.growth(), null));

    assertThat(page()).contains("What to use").doesNotContain("What not to use");
  }

  @Test
  void finerIsNotPraisedIfItWasWorse() {
    results.add(SomeResults.comparison(Variant.MIXED, SomeResults.even(0), null));
    results.add(SomeResults.comparison(Variant.MIXED_FINE, SomeResults.growth(), null));

    assertThat(page()).contains("256 places").doesNotContain("where 9 places gave it");
  }

  /** One table, one sample: p is 0.0004, and the limit is 0.001. */
  @Test
  void oneTestAlone() {
    Sample sample = SomeResults.even(5_177L, 4_823L);
    assertThat(sample.againstPrediction().p()).isBetween(0.0003, 0.0005);
    results.shares(sample);

    assertThat(page())
        .contains("that is not what came", "Measured and predicted do not agree.")
        .contains(
            "Not as it must be", "5,177 / 4,823, not about 5,000 / 5,000", "0.001 / 1 = 0.001000");
  }

  /** The same among ten others, of which one may well be so far off. */
  @Test
  void oneTestOfMany() {
    results.shares(SomeResults.even(5_177L, 4_823L));
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));
    results.add(SomeResults.comparison(Variant.CAPPED, SomeResults.even(0), null));

    assertThat(page())
        .contains(
            "chance explains the rest", "Measured and predicted agree.", "0.001 / 13 = 0.000077")
        .doesNotContain("Not as it must be", "do not agree");
  }

  @Test
  void tellsHowManyWaysWereCompared() {
    results.add(SomeResults.comparison(Variant.SPREAD, SomeResults.even(0), null));
    results.add(SomeResults.comparison(Variant.MAGLEV, SomeResults.even(0), null));

    assertThat(page())
        .contains("Of 8 ways, this run compared 2.")
        .doesNotContain("What not to use", "bounded load, as well", "id=\"a4-bounded\"");
  }

  @Test
  void linksOnlyToWhatIsThere() {
    results.shares(SomeResults.sample(3));

    assertThat(page())
        .contains("href=\"#a1\"", "href=\"#method\"", "Why?")
        .doesNotContain("href=\"#a2\"", "href=\"#a4\"", "href=\"#choice\"", "What to choose?");
  }

  @Test
  void failuresAlone() {
    results.add(SomeResults.failures(Failure.KILL, new TreeMap<>()));
    results.omit("A sick server was not tried: it is out of reach.");

    assertThat(page())
        .contains("What happens when servers fail?", "A sick server was not tried")
        .doesNotContain("Why?", "What to choose?", "class=\"cards\"></div>");
  }

  private String page() {
    results.finish(Duration.ofSeconds(1));
    return Page.of(results, Figures.of(results));
  }
}
