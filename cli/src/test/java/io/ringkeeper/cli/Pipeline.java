package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends many requests in little time: over a few connections, and many at once over each. */
final class Pipeline {

  private static final int FEW = 8;
  private static final int AT_ONCE = 50;
  private static final Pattern LENGTH =
      Pattern.compile("\r\nContent-Length: (\\d+)\r\n", Pattern.CASE_INSENSITIVE);

  private Pipeline() {}

  /** A request; each field is one line. */
  static String get(String target, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
  }

  /** The answers, each with its head, in the order of the requests. */
  static List<String> ask(InetSocketAddress at, List<String> requests) {
    return ask(at, requests, FEW);
  }

  /** The same, over so many connections. */
  static List<String> ask(InetSocketAddress at, List<String> requests, int connections) {
    int share = Math.ceilDiv(requests.size(), connections);
    List<Future<List<String>>> parts = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int from = 0; from < requests.size(); from += share) {
        List<String> part = requests.subList(from, Math.min(requests.size(), from + share));
        parts.add(threads.submit(() -> converse(at, part)));
      }
    }
    parts.forEach(part -> answers.addAll(part.resultNow()));
    return answers;
  }

  private static List<String> converse(InetSocketAddress at, List<String> requests)
      throws IOException {
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
      socket.setSoTimeout((int) Program.LIMIT.toMillis());
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (int from = 0; from < requests.size(); from += AT_ONCE) {
        int to = Math.min(requests.size(), from + AT_ONCE);
        socket
            .getOutputStream()
            .write(String.join("", requests.subList(from, to)).getBytes(ISO_8859_1));
        for (int i = from; i < to; i++) {
          answers.add(answer(in));
        }
      }
    }
    return answers;
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("after " + head);
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return head + new String(body, ISO_8859_1);
  }
}
