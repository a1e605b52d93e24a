package io.ringkeeper.cli;

import io.ringkeeper.analysis.Load;
import io.ringkeeper.analysis.LoadPlan;
import io.ringkeeper.analysis.LoadReport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringkeeper load}: requests with random six-digit ids, counted by replica. */
@Command(
    name = "load",
    description = "Sends requests with random six-digit ids and counts answers by replica.",
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

  private static final int HTTP_PORT = 80;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = HttpUrl.class,
      defaultValue = "http://127.0.0.1:5000/home",
      description = "What to ask for (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:5000/home");

  @Option(
      names = {"-n", "--requests"},
      defaultValue = "10000",
      description = "How many requests (default: ${DEFAULT-VALUE}).")
  private long requests = 10_000;

  @Option(
      names = {"-c", "--clients"},
      defaultValue = "200",
      description = "How many at a time (default: ${DEFAULT-VALUE}).")
  private int clients = 200;

  @Override
  public Integer call() {
    if (requests < 1 || clients < 1) {
      System.err.println("ringkeeper: a load needs at least one request and one client");
      return 2;
    }
    int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
    InetSocketAddress target = new InetSocketAddress(url.getHost(), port);
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String path = (url.getRawPath().isEmpty() ? "/home" : url.getRawPath()) + query;
    LoadReport report =
        Load.run(
            new LoadPlan(
                target,
                path,
                requests,
                clients,
                i -> ThreadLocalRandom.current().nextLong(100_000, 1_000_000)));
    print(report);
    return report.failed() == 0 ? 0 : 1;
  }

  private void print(LoadReport report) {
    double seconds = report.took().toNanos() / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d of %d requests answered in %.2f s (%.0f/s), %d failed%n",
        report.answered(),
        requests,
        seconds,
        report.answered() / seconds,
        report.failed());
    report.byStatus().forEach((status, n) -> System.out.printf("  status %d  %d%n", status, n));
    report.byServer().forEach((server, n) -> System.out.printf("  server %s  %d%n", server, n));
    report.errors().forEach((error, n) -> System.out.printf("  %s  %d%n", error, n));
  }
}
