package io.ringkeeper.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringkeeper ready}: whether a balancer takes requests, for health checks and scripts. */
@Command(
    name = "ready",
    description = "Asks the admin port whether the balancer takes requests; exits 0 if it does.",
    mixinStandardHelpOptions = true)
final class ReadyCommand implements Callable<Integer> {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int HTTP_PORT = 80;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      converter = ServerUrl.class,
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
    int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
    InetSocketAddress admin = new InetSocketAddress(url.getHost(), port);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Readiness readiness = Readiness.ask(admin);
    while (!readiness.ready() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      readiness = Readiness.ask(admin);
    }
    return readiness.tell();
  }
}
