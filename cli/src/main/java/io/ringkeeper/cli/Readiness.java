package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * What a balancer's admin port says to {@code /readyz}. Asked over a plain socket, and without the
 * command line's library where nothing is to be read from it: a health check runs for ever, and
 * loading an HTTP client takes longer than the question.
 *
 * @param sentence the answer, or why there is none
 */
record Readiness(boolean ready, String sentence) {

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int ADMIN_PORT = 5001;

  /** Asks the balancer of this machine, or of this container. */
  static Readiness ask() {
    return ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), ADMIN_PORT));
  }

  static Readiness ask(InetSocketAddress admin) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(admin, TIMEOUT_MILLIS);
      String request = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      String body = answer.substring(answer.indexOf("\r\n\r\n") + 1);
      return new Readiness(answer.startsWith("HTTP/1.1 200 "), body.strip());
    } catch (IOException e) {
      String at = admin.getHostString() + ":" + admin.getPort();
      return new Readiness(false, "not ready: no balancer answers at " + at);
    }
  }

  /** Says it, and gives the exit code. */
  int tell() {
    (ready ? System.out : System.err).println(sentence);
    return ready ? 0 : 1;
  }
}
