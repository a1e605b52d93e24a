package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** What the server says, as bytes that are made once. For the event loop's thread only. */
final class Answers {

  private static final byte[] CLOSE = "Connection: close\r\n\r\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n\r\n".getBytes(UTF_8);
  private static final byte[] END_OF_HEAD = "\r\n".getBytes(UTF_8);

  /** A head without its end, and a body. */
  private static final class Answer {
    final byte[] head;
    final byte[] body;

    private Answer(String head, byte[] body) {
      this.head = head.getBytes(UTF_8);
      this.body = body;
    }

    static Answer json(String status, String message, String outcome) {
      String text = "{\"message\":\"" + escape(message) + "\",\"status\":\"" + outcome + "\"}";
      return of(status, "Content-Type: application/json\r\n", text.getBytes(UTF_8));
    }

    static Answer of(String status, String fields, byte[] body) {
      String length = "Content-Length: " + body.length + "\r\n";
      return new Answer("HTTP/1.1 " + status + "\r\n" + fields + length, body);
    }
  }

  private final HttpDate date = new HttpDate();
  private final Answer home;
  private final Answer heartbeat = Answer.of("200 OK", "", new byte[0]);
  private final Answer notFound =
      Answer.json(
          "404 Not Found", "Not found: GET /home and GET /heartbeat are served here", "failure");

  Answers(String id) {
    home = Answer.json("200 OK", "Hello from Server: " + id, "successful");
  }

  /** Appends the answer to {@code request}; {@code last} says that the connection ends with it. */
  void write(Request request, boolean last, ByteArrayOutputStream output) {
    boolean head = request.method().equals("HEAD");
    Answer answer = head || request.method().equals("GET") ? page(request.path()) : notFound;
    output.writeBytes(answer.head);
    output.writeBytes(date.line(System.currentTimeMillis()));
    output.writeBytes(last ? CLOSE : request.http10() ? KEEP_ALIVE : END_OF_HEAD);
    if (!head) {
      output.writeBytes(answer.body);
    }
  }

  /** Appends the answer to what was no proper request. */
  void writeRefusal(BadRequestException refusal, ByteArrayOutputStream output) {
    Answer answer = Answer.json(refusal.status(), refusal.sentence(), "failure");
    output.writeBytes(answer.head);
    output.writeBytes(date.line(System.currentTimeMillis()));
    output.writeBytes(CLOSE);
    output.writeBytes(answer.body);
  }

  private Answer page(String path) {
    return switch (path) {
      case "/home" -> home;
      case "/heartbeat" -> heartbeat;
      default -> notFound;
    };
  }

  private static String escape(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
