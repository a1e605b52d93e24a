package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.load.Keys;
import io.ringkeeper.analysis.load.Load;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.Outcome;
import io.ringkeeper.analysis.load.Pace;
import io.ringkeeper.analysis.stats.Moves;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Requests for {@code /home} with random six-digit ids, and who answered each. */
final class Traffic {

  private static final String PATH = "/home";

  private final Subject subject;
  private final Keys keys;
  private final Map<String, Integer> ordinals;

  private Traffic(Subject subject, Keys keys, Map<String, Integer> ordinals) {
    this.subject = subject;
    this.keys = keys;
    this.ordinals = ordinals;
  }

  /** The same ids for the same seed. */
  static Traffic to(Subject subject, long seed) {
    Map<String, Integer> ordinals = new TreeMap<>();
    subject
        .replicas()
        .names()
        .forEach((ordinal, name) -> {
          ordinals.put(String.valueOf(ordinal), ordinal);
          ordinals.put(name, ordinal);
          ordinals.put("[" + name + "]", ordinal);
        });
    return new Traffic(subject, Keys.uniform(seed), ordinals);
  }

  /**
   * What came of requests.
   *
   * @param keys and owners, by the number of the request; who is nobody gave no good answer
   * @param nanos that requests took, also those that were given up
   */
  record Answers(List<Long> keys, List<Integer> owners, LoadReport report, Histogram nanos) {

    /** Requests by the ordinal that answered; who got none is not in it. */
    SortedMap<Integer, Long> counts() {
      SortedMap<Integer, Long> counts = new TreeMap<>();
      for (int owner : owners) {
        if (owner != Moves.NOBODY) {
          counts.merge(owner, 1L, Long::sum);
        }
      }
      return counts;
    }

    long failed() {
      return owners.stream().filter(owner -> owner == Moves.NOBODY).count();
    }
  }

  /** Each of some connections asks again as soon as it is answered. */
  Answers flatOut(int requests) {
    return run(plan().withRequests(requests), requests);
  }

  /** At a steady rate, whatever the answers; latency counts from when a request was due. */
  Answers steadily(int requests, double perSecond) {
    return run(plan().withPace(new Pace.Open(perSecond)).withRequests(requests), requests);
  }

  /** At a steady rate until it is stopped; the observer sees each outcome, on an event loop. */
  Load background(double perSecond, java.util.function.Consumer<Outcome> observer) {
    LoadPlan plan = plan().withPace(new Pace.Open(perSecond)).withConnections(2_000);
    return Load.start(plan, observer);
  }

  /** The ordinal of who gave this answer, or nobody. */
  int owner(Outcome outcome) {
    return outcome.status() == 200
        ? ordinals.getOrDefault(outcome.replica(), Moves.NOBODY)
        : Moves.NOBODY;
  }

  private LoadPlan plan() {
    return LoadPlan.of(subject.api().address(), PATH).withKeys(keys);
  }

  private Answers run(LoadPlan plan, int requests) {
    long[] sent = new long[requests];
    int[] owners = new int[requests];
    Histogram nanos = new ConcurrentHistogram(3);
    LoadReport report;
    try {
      report =
          Load.run(
              plan,
              outcome -> {
                sent[(int) outcome.number()] = Long.parseLong(outcome.key());
                owners[(int) outcome.number()] = owner(outcome);
                nanos.recordValue(Math.max(0, outcome.endNanos() - outcome.startNanos()));
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnalysisException("interrupted", e);
    }
    if (report.ending() == LoadReport.Ending.NOBODY_THERE || report.answered() == 0) {
      throw new AnalysisException("the balancer at " + subject.api().url() + " is gone");
    }
    Answers answers =
        new Answers(
            Arrays.stream(sent).boxed().toList(),
            Arrays.stream(owners).boxed().toList(),
            report,
            nanos);
    if (answers.failed() == requests) {
      throw new AnalysisException(
          "no answer to GET /home says which replica it is from, as the sample server's does");
    }
    return answers;
  }
}
