package io.ringkeeper.balancer.dataplane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the lines of one script into its steps. */
final class WireSteps {

  private static final Pattern ERROR =
      Pattern.compile("client gets (\\d{3}) (.*?)(, and the end)?");
  private static final Pattern TIME = Pattern.compile("(\\d+) seconds pass");
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:([nrts0\\\\])|x(\\p{XDigit}{2})|\\{(\\d+) ([^}]+)\\})");
  private static final String MARGIN = "  |";
  private static final String NO_LINE_END = "\\";

  private final String script;
  private final Queue<String> lines;

  WireSteps(String script, List<String> lines) {
    this.script = script;
    this.lines = new ArrayDeque<>(lines);
  }

  List<WireStep> read() {
    List<WireStep> steps = new ArrayList<>();
    while (!lines.isEmpty()) {
      steps.add(step(lines.remove()));
    }
    return steps;
  }

  private WireStep step(String line) {
    Matcher error = ERROR.matcher(line);
    if (error.matches()) {
      int status = Integer.parseInt(error.group(1));
      return new WireStep.ClientGetsError(status, error.group(2), error.group(3) != null);
    }
    Matcher time = TIME.matcher(line);
    if (time.matches()) {
      return new WireStep.TimePasses(Duration.ofSeconds(Long.parseLong(time.group(1))));
    }
    return switch (line) {
      case "client sends" -> new WireStep.ClientSends(block());
      case "client gets" -> new WireStep.ClientGets(block());
      case "client gets the end" -> new WireStep.ClientGetsEnd();
      case "client gets a reset" -> new WireStep.ClientGetsReset();
      case "client gets a part, and a reset" -> new WireStep.ClientGetsPart();
      case "client ends its output" -> new WireStep.ClientEndsOutput();
      case "client cuts the connection" -> new WireStep.ClientCutsConnection();
      case "client can go on" -> new WireStep.ClientCanGoOn();
      case "replica gets" -> new WireStep.ReplicaGets(block());
      case "replica gets NOTHING" -> new WireStep.ReplicaGetsNothing();
      case "replica gets the end" -> new WireStep.ReplicaGetsEnd();
      case "replica gets a part, and the end" -> new WireStep.ReplicaGetsPart();
      case "replica sends" -> new WireStep.ReplicaSends(block());
      case "replica closes" -> new WireStep.ReplicaCloses();
      case "replica cuts the connection" -> new WireStep.ReplicaCutsConnection();
      default -> throw new IllegalArgumentException(script + ": what is '" + line + "'?");
    };
  }

  /** The lines with a margin that follow, each ended by CR LF unless it says otherwise. */
  private String block() {
    StringBuilder bytes = new StringBuilder();
    while (!lines.isEmpty() && lines.element().startsWith(MARGIN)) {
      String line = lines.remove();
      String content = line.substring(Math.min(line.length(), MARGIN.length() + 1));
      boolean open = content.endsWith(NO_LINE_END);
      bytes.append(unescape(open ? content.substring(0, content.length() - 1) : content));
      bytes.append(open ? "" : "\r\n");
    }
    if (bytes.isEmpty()) {
      throw new IllegalArgumentException(script + ": bytes are missing before " + lines.peek());
    }
    return bytes.toString();
  }

  private static String unescape(String text) {
    return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
  }

  private static String meaning(MatchResult escape) {
    if (escape.group(2) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(2), 16));
    }
    if (escape.group(3) != null) {
      return unescape(escape.group(4)).repeat(Integer.parseInt(escape.group(3)));
    }
    return switch (escape.group(1)) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "s" -> " ";
      case "0" -> "\0";
      default -> "\\";
    };
  }
}
