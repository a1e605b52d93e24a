package io.ringkeeper.repository;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document says: its code, its links and its headings.
 *
 * @param file the document
 * @param prose its text without fenced blocks
 * @param blocks its text in fenced blocks
 */
record Markdown(TextFile file, String prose, String blocks) {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```[^\\n]*\\n(.*?)^ *```");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|&&|[;|#])[$ ]*([^&;|#\\n]+)");

  static Markdown of(TextFile file) {
    String prose = FENCED.matcher(file.text()).replaceAll("");
    return new Markdown(file, prose, String.join("\n", matches(FENCED, file.text())));
  }

  /** What stands in back-quotes within a sentence. */
  List<String> spans() {
    return matches(SPAN, prose);
  }

  /** Where links lead that do not leave the repository. */
  List<String> links() {
    return matches(LINK, SPAN.matcher(prose).replaceAll("")).stream()
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** The names under which headings can be linked to. */
  List<String> anchors() {
    return matches(HEADING, prose).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).strip())
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  /** Everything that could be a command: spans, and the lines of fenced blocks. */
  List<String> commands() {
    String all = String.join("\n", spans()) + "\n" + blocks;
    return matches(COMMAND, all).stream().map(String::strip).toList();
  }

  private static List<String> matches(Pattern pattern, String text) {
    Stream<MatchResult> results = pattern.matcher(text).results();
    return results.map(result -> result.group(1)).toList();
  }
}
