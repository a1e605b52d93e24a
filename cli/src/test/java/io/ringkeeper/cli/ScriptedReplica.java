package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * A replica that answers each path with the very bytes it was told, well or badly, and then closes.
 * Its heartbeat is always good.
 */
final class ScriptedReplica implements AutoCloseable {

  /** Says nothing, until the other side gives up. */
  static final String SILENCE = "(silence)";

  private static final String ALIVE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket socket;
  private final Map<String, String> answers;

  ScriptedReplica(Map<String, String> answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed: the end of the test
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      String path = in.readLine().split(" ", -1)[1];
      while (!in.readLine().isEmpty()) {
        // the fields do not matter
      }
      String answer = answers.getOrDefault(path, ALIVE);
      if (answer.equals(SILENCE)) {
        in.read();
      } else {
        connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // the balancer has gone away
    }
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
