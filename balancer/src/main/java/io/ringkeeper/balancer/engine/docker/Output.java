package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/** The last line of what a replica printed. Holds a bounded number of bytes. */
final class Output {

  private static final int MOST_BYTES = 4 * 1_024;
  private static final int LONGEST_LINE = 200;

  /** What could forge a line of the log, or command the terminal that shows it. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(byte[] chunk) {
    bytes.write(chunk, 0, Math.min(chunk.length, MOST_BYTES - bytes.size()));
  }

  /** Empty if nothing but white space was printed. */
  String lastLine() {
    String text = bytes.toString(UTF_8).stripTrailing();
    String line = printable(text.substring(text.lastIndexOf('\n') + 1)).strip();
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
  }

  static String printable(String text) {
    return UNSAFE.matcher(text).replaceAll(" ");
  }
}
