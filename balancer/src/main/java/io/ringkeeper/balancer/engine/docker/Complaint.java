package io.ringkeeper.balancer.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the library throws into a short clause, and says what can be done about it. */
final class Complaint {

  private static final int LONGEST = 300;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STATUS = Pattern.compile("^Status \\d+: ");
  private static final Pattern NO_IMAGE = Pattern.compile("(?i)no such image: (\\S+)");
  private static final Pattern NO_NETWORK = Pattern.compile("network (\\S+) not found");

  /** Each of those that carried a message of the runtime has put its words before it. */
  private static final Pattern WRAPPING =
      Pattern.compile("^.*(caused: |unable to start container process: )");

  private Complaint() {}

  /** An error while calling the engine there; {@code limit} where the call was cut off for it. */
  static ApiException of(Endpoint endpoint, RuntimeException error, boolean cut, Duration limit) {
    if (cut) {
      return new ApiException(
          Kind.NO_ANSWER,
          "the Docker engine at %s has not answered within %s".formatted(endpoint, seconds(limit)));
    }
    if (error instanceof DockerException refused) {
      return of(refused.getHttpStatus(), String.valueOf(refused.getMessage()), error);
    }
    return new ApiException(
        Kind.NO_ANSWER,
        "the Docker engine at %s does not answer: %s".formatted(endpoint, trouble(error)),
        error);
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  static ApiException of(int status, String answer, Throwable cause) {
    Kind kind =
        switch (status) {
          case 404 -> Kind.NOT_FOUND;
          case 409 -> Kind.CONFLICT;
          default -> Kind.REFUSED;
        };
    return new ApiException(kind, clause(answer), cause);
  }

  /** What an engine says, without what surrounds it. */
  static String clause(String answer) {
    String text = message(STATUS.matcher(answer).replaceFirst("").strip());
    text = Output.printable(text);
    Matcher image = NO_IMAGE.matcher(text);
    if (image.find()) {
      return "image '%s' is not there".formatted(image.group(1));
    }
    Matcher network = NO_NETWORK.matcher(text);
    if (network.find()) {
      return "network '%s' is gone".formatted(network.group(1));
    }
    if (text.contains("no space left on device")) {
      return "no space left on device";
    }
    text = WRAPPING.matcher(text).replaceFirst("");
    text = text.endsWith(": unknown") ? text.substring(0, text.length() - 9) : text;
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static String message(String body) {
    if (!body.startsWith("{")) {
      return body.isEmpty() ? "no reason given" : body;
    }
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException notJson) {
      return body;
    }
  }

  /** What went wrong on the way, in words where we have better ones. */
  static String trouble(Throwable error) {
    Throwable cause = error;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = String.valueOf(cause.getMessage());
    if (text.contains("No such file")) {
      return "there is no such socket";
    }
    if (text.contains("Permission denied")) {
      return "no permission to use the socket";
    }
    if (text.contains("refused")) {
      return "connection refused";
    }
    String name = cause.getClass().getSimpleName();
    return switch (name) {
      case "UnknownHostException" -> "there is no such host";
      case "NoHttpResponseException", "ConnectionClosedException" -> "the connection broke off";
      case "ClosedChannelException", "AsynchronousCloseException" -> "the connection broke off";
      default -> cause.getMessage() == null ? name : Output.printable(text);
    };
  }
}
