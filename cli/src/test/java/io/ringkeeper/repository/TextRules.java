package io.ringkeeper.repository;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds of every text; each rule yields its faults, as {@code path:line: sentence}. */
final class TextRules {

  static final int MAX_COLUMNS = 100;
  static final int MAX_LINES = 400;

  // Both are written so that this file is not itself a fault.
  private static final Pattern MARKER =
      Pattern.compile("(?<!`)\\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\\b");
  private static final Pattern MACHINE =
      Pattern.compile("(?<![\\w.$}/-])/(?:home|root|work|Users)/[\\w.$]");

  private TextRules() {}

  static Stream<String> tabs(TextFile file) {
    boolean recipes = file.name().equals("Makefile");
    return file.faults(
        line -> line.indexOf('\t', recipes ? 1 : 0) >= 0, "has a tab; use spaces instead");
  }

  static Stream<String> trailingBlanks(TextFile file) {
    return file.faults(
        line -> !line.isEmpty() && Character.isWhitespace(line.charAt(line.length() - 1)),
        "ends with a blank");
  }

  static Stream<String> finalNewline(TextFile file) {
    boolean good = file.text().isEmpty() || file.text().endsWith("\n");
    return good ? Stream.empty() : Stream.of(file.path() + ": does not end with a newline");
  }

  /** In a document a marker may be talked about, in back-quotes. */
  static Stream<String> markers(TextFile file) {
    return file.faults(
        line -> MARKER.matcher(line).find(), "leaves work undone; do it, or open an issue");
  }

  static Stream<String> machinePaths(TextFile file) {
    return file.faults(
        line -> MACHINE.matcher(line).find(), "names a path that exists on one machine only");
  }

  static Stream<String> columns(TextFile file) {
    return file.faults(
        line -> line.codePointCount(0, line.length()) > MAX_COLUMNS,
        "is longer than " + MAX_COLUMNS + " columns");
  }

  static Stream<String> length(TextFile file) {
    int lines = file.lines().size();
    return lines <= MAX_LINES
        ? Stream.empty()
        : Stream.of(file.path() + ": has " + lines + " lines; at most " + MAX_LINES + " are good");
  }

  /** Nine of ten files are under 250 lines, half of them under 100. */
  static Stream<String> lengths(List<TextFile> files) {
    int[] sorted = files.stream().mapToInt(file -> file.lines().size()).sorted().toArray();
    return Stream.concat(share(sorted, 0.9, 250), share(sorted, 0.5, 100));
  }

  private static Stream<String> share(int[] sorted, double share, int limit) {
    int lines = sorted[(int) Math.ceil(share * sorted.length) - 1];
    return lines < limit
        ? Stream.empty()
        : Stream.of("the %.0f %% quantile is %d lines".formatted(100 * share, lines));
  }
}
