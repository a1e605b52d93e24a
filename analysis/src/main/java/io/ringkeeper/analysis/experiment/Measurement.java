package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.experiment.Traffic.Answers;
import io.ringkeeper.analysis.plan.PlannedFleet;
import io.ringkeeper.analysis.stats.Moves;
import io.ringkeeper.analysis.stats.Shares;
import io.ringkeeper.analysis.system.Subject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One sample of a balancer, its table, and who answered each request.
 *
 * @param owners the ordinal that answered the request of each number
 */
record Measurement(Sample sample, PlannedFleet.Table table, List<Integer> owners) {

  /** Sends so many requests; the same seed gives the same ids. */
  static Measurement of(Subject subject, long seed, int requests) {
    PlannedFleet.Table table = subject.replicas().table();
    Answers answers = Traffic.to(subject, seed).flatOut(requests);
    SortedMap<Integer, Long> counts = new TreeMap<>();
    table.byIndex().forEach(replica -> counts.put(replica.ordinal(), 0L));
    counts.putAll(answers.counts());
    long elsewhere = 0;
    for (int i = 0; i < requests; i++) {
      int owner = answers.owners().get(i);
      if (owner != Moves.NOBODY && table.owner(answers.keys().get(i)).ordinal() != owner) {
        elsewhere++;
      }
    }
    Sample sample =
        new Sample(
            requests,
            answers.failed(),
            counts,
            Shares.of(table),
            elsewhere,
            answers.report().perSecond(),
            "%016x".formatted(table.lookup().digest()));
    return new Measurement(sample, table, answers.owners());
  }
}
