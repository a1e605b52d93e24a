package io.ringkeeper.balancer.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of messages in the most obvious way, by the {@link Grammar}: what is accepted, and
 * what it means, follows from here alone. Stops where a message is not complete, or not accepted.
 */
final class SlowReader {

  private static final int MAX_FIELDS = 128;
  private static final String TWIN = "(content[^0-9a-z-]length|transfer[^0-9a-z-]encoding):.*";
  private static final Set<String> NO_TRAILERS =
      Set.of(
          "host",
          "content-length",
          "expect",
          "via",
          "authorization",
          "cookie",
          "forwarded",
          "proxy",
          "sec-websocket-key1",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "upgrade");

  /** Claims and the request id, where any sign may stand for a hyphen. */
  private static final String CLAIM =
      "(x-forwarded(-.*)?|forwarded-for|client-ip|x-client-ip|x-cluster-client-ip|x-real-ip|"
          + "x-url-scheme|front-end-https|x-request-id)";

  private static final Pattern NO_TRAILER = Pattern.compile(CLAIM.replace("-", "[^0-9a-z]"));

  private final boolean requests;
  private String rest;

  private SlowReader(boolean requests, String stream) {
    this.requests = requests;
    this.rest = stream;
  }

  static List<Message> requests(String stream) {
    return new SlowReader(true, stream).messages();
  }

  static List<Message> answers(String stream) {
    return new SlowReader(false, stream).messages();
  }

  /** The content of a chunked body at the front of the stream, or null. */
  static @Nullable String chunks(String stream) {
    return new SlowReader(true, stream).chunks();
  }

  private List<Message> messages() {
    List<Message> all = new ArrayList<>();
    Message message;
    do {
      message = message();
      if (message != null) {
        all.add(message);
      }
    } while (message != null && message.body() != null && !rest.isEmpty());
    return all;
  }

  private @Nullable Message message() {
    if (requests && rest.startsWith("\r\n")) {
      rest = rest.substring(2);
    }
    int end = rest.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String[] lines = rest.substring(0, end).split("\r\n", -1);
    rest = rest.substring(end + 4);
    Matcher first = (requests ? Grammar.REQUEST_LINE : Grammar.STATUS_LINE).matcher(lines[0]);
    if (!first.matches() || lines.length - 1 > MAX_FIELDS) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = Grammar.FIELD.matcher(lines[i]);
      if (!field.matches()) {
        return null;
      }
      fields.add(Message.field(field.group(1), field.group(2)));
    }
    String third = first.group(3) == null ? "" : first.group(3);
    Message head = new Message(List.of(first.group(1), first.group(2), third), fields, null);
    boolean sound = isFramed(head) && (requests ? isRequest(head) : isAnswer(head));
    return sound ? head.with(body(head)) : null;
  }

  private boolean isFramed(Message head) {
    String version = head.start().get(requests ? 2 : 0);
    List<String> lengths = head.all("content-length");
    List<String> encodings = head.all("transfer-encoding");
    return lengths.size() + encodings.size() <= 1
        && lengths.stream().allMatch(length -> length.matches("[0-9]{1,18}"))
        && encodings.stream().allMatch(coding -> coding.equalsIgnoreCase("chunked"))
        && (encodings.isEmpty() || version.equals("HTTP/1.1"))
        && head.fields().stream().noneMatch(field -> field.matches("(?s)" + TWIN))
        && head.all("connection").stream().allMatch(SlowReader::isListOfTokens);
  }

  private static boolean isListOfTokens(String list) {
    for (String element : list.split(",", -1)) {
      String option = element.replaceAll("^[ \t]+|[ \t]+$", "");
      if (!option.isEmpty() && !Grammar.TOKEN.matcher(option).matches()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRequest(Message head) {
    String method = head.start().get(0);
    boolean http10 = head.start().get(2).equals("HTTP/1.0");
    boolean needsLength = http10 && Set.of("POST", "PUT", "PATCH").contains(method);
    return isTarget(method, head.start().get(1))
        && isHost(head, http10)
        && (!needsLength || head.only("content-length") != null)
        && head.all("expect").stream().allMatch(value -> value.equalsIgnoreCase("100-continue"))
        && head.all("sec-websocket-key1").isEmpty();
  }

  private static boolean isTarget(String method, String target) {
    Matcher absolute = Grammar.ABSOLUTE.matcher(target);
    return !method.equals("CONNECT")
        && (target.startsWith("/")
            || (target.equals("*") && method.equals("OPTIONS"))
            || (absolute.matches() && isAuthority(absolute.group(1))));
  }

  private static boolean isHost(Message head, boolean http10) {
    List<String> hosts = head.all("host");
    if (hosts.isEmpty()) {
      return http10;
    }
    String host = hosts.getFirst();
    Matcher absolute = Grammar.ABSOLUTE.matcher(head.start().get(1));
    return hosts.size() == 1
        && (host.isEmpty() || isAuthority(host))
        && (!absolute.matches() || absolute.group(1).equalsIgnoreCase(host));
  }

  static boolean isAuthority(String text) {
    Matcher authority = Grammar.AUTHORITY.matcher(text);
    if (!authority.matches()) {
      return false;
    }
    String port = authority.group(1);
    return port == null || port.isEmpty() || Long.parseLong(port) <= 65_535;
  }

  private static boolean isAnswer(Message head) {
    String length = head.only("content-length");
    boolean announced =
        head.only("transfer-encoding") != null || (length != null && Long.parseLong(length) > 0);
    return !announced || !head.start().get(1).matches("1..|204");
  }

  private @Nullable String body(Message head) {
    if (!requests && head.start().get(1).matches("1..|204|304")) {
      return "";
    }
    if (head.only("transfer-encoding") != null) {
      return chunks();
    }
    String length = head.only("content-length");
    if (length != null) {
      return take(Long.parseLong(length));
    }
    return requests ? "" : take(rest.length());
  }

  private @Nullable String take(long count) {
    if (count > rest.length()) {
      return null;
    }
    String taken = rest.substring(0, (int) count);
    rest = rest.substring((int) count);
    return taken;
  }

  private @Nullable String line() {
    int end = rest.indexOf("\r\n");
    if (end < 0) {
      return null;
    }
    String line = rest.substring(0, end);
    rest = rest.substring(end + 2);
    return line;
  }

  private @Nullable String chunks() {
    StringBuilder content = new StringBuilder();
    while (true) {
      String line = line();
      Matcher chunk = Grammar.CHUNK_LINE.matcher(line == null ? "" : line);
      if (!chunk.matches()) {
        return null;
      }
      long size = Long.parseLong(chunk.group(1), 16);
      if (size == 0) {
        return areTrailers() ? content.toString() : null;
      }
      String data = take(size);
      if (data == null || !rest.startsWith("\r\n")) {
        return null;
      }
      rest = rest.substring(2);
      content.append(data);
    }
  }

  private boolean areTrailers() {
    while (true) {
      String line = line();
      if (line == null || line.isEmpty()) {
        return line != null;
      }
      Matcher field = Grammar.FIELD.matcher(line);
      if (!field.matches()) {
        return false;
      }
      String name = field.group(1).toLowerCase(Locale.ROOT);
      boolean claim = NO_TRAILER.matcher(name).matches();
      if (claim || NO_TRAILERS.contains(name) || (name + ":").matches(TWIN)) {
        return false;
      }
    }
  }
}
