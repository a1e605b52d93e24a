package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ringkeeper ready}: whether a balancer takes requests, for health checks and scripts. Asks
 * over a plain socket: it runs every few seconds, and an HTTP client costs more than the question.
 */
@Command(
    name = "ready",
    description = "Asks the admin port whether the balancer takes requests; exits 0 if it does.",
    mixinStandardHelpOptions = true)
final class ReadyCommand implements Callable<Integer> {

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int HTTP_PORT = 80;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      converter = HttpUrl.class,
      defaultValue = "http://127.0.0.1:5001",
      description = "The balancer's admin port (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:5001");

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Keep asking for so long (default: ask once).")
  private int seconds;

  @Override
  public Integer call() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    String answer = ask();
    while (!isGood(answer) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      answer = ask();
    }
    (isGood(answer) ? System.out : System.err).println(sentence(answer));
    return isGood(answer) ? 0 : 1;
  }

  /** The whole answer, or a sentence about why there is none. */
  private String ask() {
    int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(url.getHost(), port), TIMEOUT_MILLIS);
      String request = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      return "not ready: no balancer answers at " + url;
    }
  }

  private static boolean isGood(String answer) {
    return answer.startsWith("HTTP/1.1 200 ");
  }

  /** The body of the answer. */
  private static String sentence(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 1).strip();
  }
}
