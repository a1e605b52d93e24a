package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Passes on what a replica prints, line by line, a '?' for every control character. Holds one line
 * at most, and reads no faster than its consumer takes: a replica that floods waits.
 */
final class OutputPump implements Runnable {

  static final int MAX_LINE_BYTES = 8 * 1_024;

  /** Ends a line of which the rest was dropped. */
  static final String CUT = " [cut]";

  /** What could forge a line of the log, or command the terminal that shows it. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\t]]");

  private static final int BUFFER_BYTES = 8 * 1_024;

  private final InputStream input;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean cut;

  OutputPump(InputStream input, Consumer<String> lines) {
    this.input = input;
    this.lines = lines;
  }

  /** Returns at the end of the stream. */
  @Override
  public void run() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int length; (length = input.read(buffer)) >= 0; ) {
        take(buffer, length);
      }
    } catch (IOException e) {
      // closed under us because the replica has exited: that is the end of it
    }
    if (line.size() > 0) {
      endLine();
    }
  }

  private void take(byte[] buffer, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        append(buffer, start, i);
        endLine();
        start = i + 1;
      }
    }
    append(buffer, start, length);
  }

  private void append(byte[] buffer, int from, int to) {
    int room = MAX_LINE_BYTES - line.size();
    cut |= to - from > room;
    line.write(buffer, from, Math.min(to - from, room));
  }

  private void endLine() {
    String text = line.toString(UTF_8);
    line.reset();
    if (cut) {
      text += CUT;
    } else if (text.endsWith("\r")) {
      text = text.substring(0, text.length() - 1);
    }
    cut = false;
    lines.accept(UNSAFE.matcher(text).replaceAll("?"));
  }
}
