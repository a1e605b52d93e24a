package io.ringkeeper.analysis.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A replica in this process whose heartbeat is good, and whose answers are not. */
final class BadReplica implements AutoCloseable {

  static final String BREAKS_OFF = "/breaks-off";
  static final String SILENT = "/silent";

  private static final String ALIVE =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";

  private final ServerSocket socket;

  BadReplica() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String request = in.readLine();
      for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
        // the fields do not matter
      }
      if (request == null) {
        return;
      }
      if (request.contains(" " + SILENT + " ")) {
        in.read(); // until the balancer gives up
      } else {
        String answer = request.contains(" " + BREAKS_OFF + " ") ? HALF : ALIVE;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the balancer has gone away
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
