package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** HTTP as an ordinary client speaks it; an answer that does not come is an error. */
final class Web {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Program.LIMIT)
          .build();

  private Web() {}

  static HttpResponse<String> get(InetSocketAddress at, String path, String... headers) {
    return ask(at, "GET", path, BodyPublishers.noBody(), headers);
  }

  static HttpResponse<String> post(
      InetSocketAddress at, String path, String body, String... headers) {
    return ask(at, "POST", path, BodyPublishers.ofString(body), headers);
  }

  static HttpResponse<String> delete(
      InetSocketAddress at, String path, String body, String... headers) {
    return ask(at, "DELETE", path, BodyPublishers.ofString(body), headers);
  }

  /** Headers come in pairs: name, value. */
  static HttpResponse<String> ask(
      InetSocketAddress at, String method, String path, BodyPublisher body, String... headers) {
    URI uri = URI.create("http://" + at.getHostString() + ":" + at.getPort() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Program.LIMIT).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static HttpResponse<String> add(InetSocketAddress at, int n, String... hostnames) {
    return post(at, "/add", command(n, hostnames));
  }

  static HttpResponse<String> remove(InetSocketAddress at, int n, String... hostnames) {
    return delete(at, "/rm", command(n, hostnames));
  }

  /** Hostnames are written as they are: they may hold escapes of JSON. */
  private static String command(int n, String... hostnames) {
    String list = hostnames.length == 0 ? "" : '"' + String.join("\",\"", hostnames) + '"';
    return "{\"n\":" + n + ",\"hostnames\":[" + list + "]}";
  }

  /** Sees that this is an error in the contract's form, and gives its message. */
  static String refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
    Map<String, String> fields;
    try {
      fields = new ObjectMapper().readValue(answer.body(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
    assertThat(fields).containsOnlyKeys("message", "status").containsEntry("status", "failure");
    String message = fields.getOrDefault("message", "");
    assertThat(message).startsWith("<Error> ");
    return message;
  }
}
