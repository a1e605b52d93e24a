package io.ringkeeper.analysis.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A balancer's two ports, spoken to as any client would. */
public final class Api implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String OTHER_PORT =
      ", where its admin port is to be: --admin says another, and docs/operating.md how to open"
          + " that of a deployment on Docker";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final URI admin;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Api(URI url, URI admin) {
    this.url = url;
    this.admin = admin;
  }

  /** Where clients come in. */
  public URI url() {
    return url;
  }

  /** Where operators come in. */
  URI admin() {
    return admin;
  }

  /** The same as {@link #url}, for sockets. */
  public InetSocketAddress address() {
    return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
  }

  /** The names that take traffic. */
  public List<String> serving() {
    List<String> names = new ArrayList<>();
    JsonNode listing = good(send(url, "GET", "/rep", null, Map.of()));
    listing.path("message").path("replicas").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** What the balancer says of itself; nothing if it is of a version that does not. */
  Optional<About> about() {
    HttpResponse<String> answer = send(admin, "GET", "/v1/balancer", null, Map.of());
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    JsonNode said = good(answer);
    return Optional.of(
        new About(
            said.path("instance").asText(),
            said.path("engine").asText(),
            said.path("fleet").asText()));
  }

  /** Which balancer the public port is of, and which the admin port; empty where it is not said. */
  List<String> instances() {
    return Stream.of(url, admin)
        .map(port -> send(port, "GET", "/rep", null, Map.of()))
        .map(answer -> answer.headers().firstValue("Ringkeeper-Instance").orElse(""))
        .toList();
  }

  /** What {@code /v1/table} says. */
  public JsonNode table() {
    return good(send(admin, "GET", "/v1/table", null, Map.of()));
  }

  /** Adds so many, the first of them with these names. */
  public void add(int n, List<String> names) {
    good(send(admin, "POST", "/add", command(n, names), Map.of()));
  }

  /** Removes these. */
  public void remove(List<String> names) {
    good(send(admin, "DELETE", "/rm", command(names.size(), names), Map.of()));
  }

  /** Changes how keys find replicas; a cap belongs to {@code rendezvous}. */
  public void strategy(String name, @Nullable Double cap) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("strategy", name);
    if (cap != null) {
      body.put("cap", cap);
    }
    good(send(admin, "PUT", "/v1/strategy", body.toString(), Map.of()));
  }

  /** Changes the weight of one. */
  public void weigh(String name, int weight) {
    String body = JsonNodeFactory.instance.objectNode().put("weight", weight).toString();
    good(send(admin, "PUT", "/v1/replicas/" + name + "/weight", body, Map.of()));
  }

  private static String command(int n, List<String> names) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("n", n);
    ArrayNode list = body.putArray("hostnames");
    names.forEach(list::add);
    return body.toString();
  }

  private static JsonNode good(HttpResponse<String> answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() == 200) {
        return body;
      }
      String what = answer.request().method() + " " + answer.request().uri().getPath();
      throw new AnalysisException(
          "the balancer refused %s: %s"
              .formatted(what, body.path("message").asText(answer.body())));
    } catch (JsonProcessingException e) {
      throw new AnalysisException(
          "what answers at " + answer.request().uri() + " is no balancer of this kind", e);
    }
  }

  /** Asks the public port, with the token if there is one; any answer will do. */
  public HttpResponse<String> ask(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    return send(url, method, path, body, headers);
  }

  private HttpResponse<String> send(
      URI to, String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.resolve(path))
            .timeout(TIMEOUT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String token = System.getenv("RINGKEEPER_ADMIN_TOKEN");
    if (token != null && !token.isEmpty() && !headers.containsKey("Authorization")) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AnalysisException(
          "no balancer answers at " + to + (to.equals(url) ? "" : OTHER_PORT), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnalysisException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
