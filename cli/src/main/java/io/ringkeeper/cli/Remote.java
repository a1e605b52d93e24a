package io.ringkeeper.cli;

import io.ringkeeper.balancer.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
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
      converter = ServerUrl.class,
      defaultValue = "http://127.0.0.1:5000",
      description = "The balancer's public or admin port (default: ${DEFAULT-VALUE}).")
  URI url = URI.create("http://127.0.0.1:5000");

  /** Asks, prints the answer, and gives the exit code. */
  int ask(String method, String path, @Nullable String body) throws InterruptedException {
    String answer = send(url, method, path, body);
    if (answer != null) {
      System.out.println(answer);
    }
    return answer == null ? 1 : 0;
  }

  /** The answer to a good request; says why there is none, and is null then. */
  static @Nullable String send(URI url, String method, String path, @Nullable String body)
      throws InterruptedException {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).method(method, publisher);
    String token = System.getenv("RINGKEEPER_ADMIN_TOKEN");
    if (token != null && !token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = client()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      System.err.println(answer.body());
    } catch (HttpTimeoutException e) {
      System.err.println("ringkeeper: no answer within " + TIMEOUT.toSeconds() + " s from " + url);
    } catch (IOException e) {
      System.err.println("ringkeeper: no balancer answers at " + url);
    }
    return null;
  }

  /** Without an attempt at HTTP/2, which would be one more thing that can go wrong. */
  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT)
        .build();
  }

  /** The body of a command. Names are checked by the balancer, which knows the rules. */
  static String command(int n, List<String> names) {
    String list = names.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"));
    return "{\"n\":" + n + ",\"hostnames\":" + list + "}";
  }
}
