package io.ringkeeper.analysis.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request as it is told; what it was asked is kept. */
final class ScriptedServer implements AutoCloseable {

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ServerSocket socket;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What is done with a request. */
  @FunctionalInterface
  interface Script {

    /** Answers; whether the connection is kept. */
    boolean answer(String head, Socket connection) throws IOException, InterruptedException;
  }

  private ScriptedServer(Script script) throws IOException {
    this.socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  static ScriptedServer start(Script script) {
    try {
      return new ScriptedServer(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says the same each time. */
  static ScriptedServer saying(String answer) {
    return start((head, connection) -> {
      say(connection, answer);
      return true;
    });
  }

  static void say(Socket connection, String answer) throws IOException {
    connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The heads and bodies that have come, as text. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = request(in); !head.isEmpty(); head = request(in)) {
        requests.add(head);
        if (!script.answer(head, connection)) {
          return;
        }
      }
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      text.append((char) b);
    }
    int length = 0;
    for (String line : text.toString().lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    return text.append(new String(in.readNBytes(length), ISO_8859_1)).toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
