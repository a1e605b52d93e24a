package io.ringkeeper.balancer.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant. */
final class Nearest {

  private Nearest() {}

  /** {@code ; did you mean '…'?}, or nothing where no candidate is close. */
  static String hint(String written, Collection<String> candidates) {
    return to(written, candidates).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private static Optional<String> to(String written, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(written, candidate) <= 1 + written.length() / 8)
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)));
  }

  /** Of the whole path or of its last name alone, which may stand in the wrong section. */
  private static int distance(String written, String path) {
    return Math.min(
        edits(written, path), edits(written, path.substring(path.lastIndexOf('.') + 1)));
  }

  /** The Levenshtein distance, row by row (Wagner and Fischer 1974). */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
