package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A short life of a server, in which everything happens once. The image is built with it: the JVM
 * notes which classes it takes, and finds them loaded and linked at every later start.
 */
final class Rehearsal {

  private static final int PATIENCE_MILLIS = 20_000;

  private Rehearsal() {}

  /** Exits 0 if the server answered as it should. */
  public static void main(String[] args) throws IOException {
    try (SampleServer server = SampleServer.start("127.0.0.1", 0, "1")) {
      expect("200", ask(server.port(), "GET /home"));
      expect("200", ask(server.port(), "GET /heartbeat"));
      expect("200", ask(server.port(), "HEAD /home"));
      expect("404", ask(server.port(), "POST /other"));
      expect("400", ask(server.port(), "GET"));
    }
  }

  private static String ask(int port, String what) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static void expect(String status, String answer) {
    if (!answer.startsWith("HTTP/1.1 " + status + " ")) {
      throw new IllegalStateException("not " + status + " but " + answer);
    }
  }
}
