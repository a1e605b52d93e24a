package io.ringkeeper.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running balancer, spoken to from outside by the contract's endpoints. */
final class Remote {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:5000",
      description = "The balancer's public or admin port (default: ${DEFAULT-VALUE}).")
  URI url = URI.create("http://127.0.0.1:5000");

  /** Asks, prints the answer, and gives the exit code. */
  int ask(String method, String path, @Nullable String body) throws InterruptedException {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).method(method, publisher);
    String token = System.getenv("RINGKEEPER_ADMIN_TOKEN");
    if (token != null && !token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      boolean good = answer.statusCode() == 200;
      (good ? System.out : System.err).println(answer.body());
      return good ? 0 : 1;
    } catch (IOException e) {
      System.err.println("ringkeeper: no balancer answers at " + url);
      return 1;
    }
  }

  /** The body of a command. Names are checked by the balancer, which knows the rules. */
  static String command(int n, List<String> names) {
    String list = names.stream().map(Remote::quote).collect(Collectors.joining(",", "[", "]"));
    return "{\"n\":" + n + ",\"hostnames\":" + list + "}";
  }

  private static String quote(String name) {
    return io.ringkeeper.balancer.http.Json.quote(name);
  }
}
