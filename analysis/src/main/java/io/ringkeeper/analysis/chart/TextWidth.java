package io.ringkeeper.analysis.chart;

import java.util.ArrayList;
import java.util.List;

/** How much room words take, rather too much than too little: a reader's fonts are not known. */
final class TextWidth {

  private static final String NARROW = "ijltfrI.,:;'|!()[]/- \u00a0";
  private static final String WIDE = "mwMW%@—→×";

  private TextWidth() {}

  static double of(String words, double size) {
    return size * words.codePoints().mapToDouble(TextWidth::em).sum();
  }

  private static double em(int sign) {
    if (NARROW.indexOf(sign) >= 0) {
      return 0.37;
    }
    if (WIDE.indexOf(sign) >= 0) {
      return 0.92;
    }
    return Character.isUpperCase(sign) ? 0.7 : 0.61;
  }

  /** The words in lines that are no wider than this, unless a single word is. */
  static List<String> wrap(String words, double size, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      if (!line.isEmpty() && of(line + " " + word, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
