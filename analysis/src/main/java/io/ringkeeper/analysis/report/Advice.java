package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Words;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to share keys, who should take it, and why. A figure in a reason was measured, and a
 * sentence that figures could contradict is there only if they do not.
 */
record Advice(String want, Comparison way, String because) {

  /** For every way that is worth taking and was measured. */
  static List<Advice> of(Results results) {
    double least = results.leastChance();
    List<Advice> all = new ArrayList<>();
    results
        .comparison(Variant.MAGLEV.key())
        .ifPresent(way -> all.add(new Advice("even loads", way, maglev(way.growth(), least))));
    results
        .comparison(Variant.RENDEZVOUS.key())
        .ifPresent(way ->
            all.add(
                new Advice(
                    "keys that stay where they are, for caches",
                    way,
                    rendezvous(way.growth(), least))));
    results
        .comparison(Variant.CAPPED.key())
        .ifPresent(way -> all.add(new Advice("both, with tens of servers", way, capped(way))));
    results
        .comparison(Variant.SPREAD.key())
        .ifPresent(way ->
            all.add(
                new Advice(
                    "the mission's ring, the default, with a few servers", way, spread(way))));
    results
        .comparison(Variant.MIXED_FINE.key())
        .ifPresent(way ->
            all.add(
                new Advice(
                    "a ring as others have it",
                    way,
                    fine(way.growth(), results.comparison(Variant.MIXED.key())))));
    return List.copyOf(all);
  }

  private static String maglev(Growth growth, double least) {
    return ("Its table gives every server the same number of places, but for one. Measured: %s%s; "
            + "%s. It knows weights.")
        .formatted(Findings.fullest(growth), chance(growth, least), Findings.needless(growth));
  }

  private static String rendezvous(Growth growth, double least) {
    return ("Each server draws for a key and the highest draw has it, so that a newcomer can "
            + "only win keys for itself. Measured: %s; %s%s. It knows weights.")
        .formatted(Findings.needless(growth), Findings.fullest(growth), chance(growth, least));
  }

  private static String capped(Comparison way) {
    return ("With more servers, chance lets some own more than others; the cap holds each one's "
            + "part of the table at 1.01 times its share. Measured: %s; %s.")
        .formatted(Findings.fullest(way.growth()), Findings.needless(way.growth()));
  }

  private static String spread(Comparison way) {
    return ("It is the ring that was asked for, with ids that stand apart. Measured: %s; %s. The "
            + "table tells beforehand who gets how much (here up to %s); while ordinals have no "
            + "gaps, no table of up to 56 servers gives one more than 1.37 times its share.")
        .formatted(
            Findings.fullest(way.growth()),
            Findings.needless(way.growth()),
            Words.times(predicted(way.growth())));
  }

  private static String fine(Growth growth, Optional<Comparison> nine) {
    String fewer =
        nine.map(Comparison::growth)
            .filter(other -> other.worst() > growth.worst())
            .map(other -> ", where 9 places gave it " + Words.times(other.worst()))
            .orElse("");
    return ("Every server stands at 256 places by chance, as on many rings elsewhere. Measured: "
            + "%s%s; %s.")
        .formatted(Findings.fullest(growth), fewer, Findings.needless(growth));
  }

  private static String chance(Growth growth, double least) {
    return Findings.isEven(growth, least)
        ? ", which chance in the ids explains"
        : ", which is more than chance explains";
  }

  /** The largest of all predicted parts, over the fair part. */
  private static double predicted(Growth growth) {
    return growth.samples().values().stream().mapToDouble(Advice::predicted).max().orElse(0);
  }

  private static double predicted(Sample sample) {
    return sample.servers() * sample.predicted().values().stream().reduce(0.0, Math::max);
  }
}
