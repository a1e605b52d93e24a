package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.stats.Moves;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The same ids sent to fleets of 2 to 6 servers, and then to one that lost a server.
 *
 * @param samples by the number of servers
 * @param added what moved when the last server of each number came; the first number has none
 * @param removed what moved when the third of six went
 * @param fewer what was counted then
 */
public record Growth(
    SortedMap<Integer, Sample> samples,
    SortedMap<Integer, Moves> added,
    Moves removed,
    Sample fewer) {

  public static final int FROM = 2;
  public static final int TO = 6;

  /** The server that goes in the end: one from the middle. */
  public static final int LEAVER = 3;

  /** Everything that was counted: each number of servers, and after one had gone. */
  public List<Sample> counted() {
    return Stream.concat(samples.values().stream(), Stream.of(fewer)).toList();
  }

  /** Moves of all additions, added up. */
  public Moves allAdded() {
    return added.values().stream()
        .reduce(
            new Moves(0, 0, 0),
            (a, b) ->
                new Moves(
                    a.keys() + b.keys(), a.needed() + b.needed(), a.needless() + b.needless()));
  }

  /** What moved when the last server came. */
  public Moves lastAdded() {
    return added.getOrDefault(TO, new Moves(0, 0, 0));
  }

  /** The largest max/mean of all numbers. */
  public double worst() {
    return samples.values().stream().mapToDouble(s -> s.spread().maxOverMean()).max().orElse(0);
  }
}
