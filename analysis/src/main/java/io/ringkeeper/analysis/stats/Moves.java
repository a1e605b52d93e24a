package io.ringkeeper.analysis.stats;

import java.util.List;
import java.util.Set;

/**
 * What a change of the servers did to keys.
 *
 * @param keys how many were looked at
 * @param needed those that went to a server that came, or left one that went
 * @param needless those that moved between servers that were there before and after
 */
public record Moves(int keys, int needed, int needless) {

  /** Nobody: what no server answered. */
  public static final int NOBODY = 0;

  /**
   * The owners of the same keys before and after; {@code changed} are the servers that came or
   * went. Keys that nobody answered, before or after, do not count.
   */
  public static Moves between(List<Integer> before, List<Integer> after, Set<Integer> changed) {
    int keys = 0;
    int needed = 0;
    int needless = 0;
    for (int i = 0; i < before.size(); i++) {
      int left = before.get(i);
      int taken = after.get(i);
      if (left == NOBODY || taken == NOBODY) {
        continue;
      }
      keys++;
      if (left != taken) {
        if (changed.contains(left) || changed.contains(taken)) {
          needed++;
        } else {
          needless++;
        }
      }
    }
    return new Moves(keys, needed, needless);
  }

  /** The part of the keys that had to move. */
  public double neededPart() {
    return keys == 0 ? 0 : (double) needed / keys;
  }

  /** The part that could have stayed. */
  public double needlessPart() {
    return keys == 0 ? 0 : (double) needless / keys;
  }
}
