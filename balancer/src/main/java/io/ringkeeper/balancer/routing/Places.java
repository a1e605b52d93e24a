package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.Strategy;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which key and, while newcomers ramp, who did before they came: a key whose turn has not
 * come stays there. Those that came last are left out first, and so on until all are settled; so a
 * key that goes on to a second newcomer is with the first one until then. The table sees to it that
 * these are few.
 *
 * @param lookup who owns which key among some members of a table
 * @param indexes by index of the lookup, which of all members that is
 * @param before the same without the last newcomers; null if there are none, or nobody else
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Places(LookupTable lookup, int[] indexes, @Nullable Places before) {

  private static final long SETTLED = 0;

  /** Those of nobody. */
  static Places none(Strategy strategy) {
    return new Places(strategy.build(Members.none()), new int[0], null);
  }

  /**
   * Those of these members.
   *
   * @param byIndex in the order of the strategy
   * @param newcomers who ramps since it came, by ordinal: in which epoch that was
   * @param known places of the same strategy: what can be taken from there is not built again
   */
  static Places of(
      Strategy strategy, Member[] byIndex, Map<Integer, Long> newcomers, @Nullable Places known) {
    long[] came = new long[byIndex.length];
    Arrays.setAll(came, i -> newcomers.getOrDefault(byIndex[i].ordinal(), SETTLED));
    return until(Long.MAX_VALUE, strategy, byIndex, came, known);
  }

  /** Of those that came before an epoch. */
  private static Places until(
      long epoch, Strategy strategy, Member[] byIndex, long[] came, @Nullable Places known) {
    int[] indexes = IntStream.range(0, came.length).filter(i -> came[i] < epoch).toArray();
    LookupTable lookup = lookup(strategy, members(strategy, byIndex, indexes), known);
    long last = Arrays.stream(indexes).mapToLong(i -> came[i]).max().orElse(SETTLED);
    boolean others = Arrays.stream(indexes).anyMatch(i -> came[i] < last);
    return new Places(lookup, indexes, others ? until(last, strategy, byIndex, came, known) : null);
  }

  private static Members members(Strategy strategy, Member[] byIndex, int[] indexes) {
    return Members.weighted(
        Arrays.stream(indexes).map(i -> strategy.idFor(byIndex[i].ordinal())).toArray(),
        Arrays.stream(indexes).map(i -> byIndex[i].weight()).toArray());
  }

  private static LookupTable lookup(Strategy strategy, Members members, @Nullable Places known) {
    for (Places at = known; at != null; at = at.before) {
      if (at.lookup.members().equals(members)) {
        return at.lookup;
      }
    }
    return strategy.build(members);
  }
}
