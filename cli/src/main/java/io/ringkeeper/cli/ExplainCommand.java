package io.ringkeeper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringkeeper explain}: where a key goes, and why there. */
@Command(
    name = "explain",
    description = "Says to which replica a key goes now, and why there.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = ServerUrl.class,
      defaultValue = "http://127.0.0.1:5001",
      description = "The balancer's admin port (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:5001");

  @Option(names = "--json", description = "Prints the answer as the balancer gives it.")
  private boolean json;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** One of these. */
  private static final class What {
    @Parameters(
        paramLabel = "KEY",
        description = "What the requests carry, such as a session's id.")
    private String key = "";

    @Option(
        names = "--client-ip",
        paramLabel = "ADDRESS",
        description = "Whom they are from, where keys are clients' addresses.")
    private String clientIp = "";

    @Option(
        names = "--affinity",
        paramLabel = "COOKIE",
        description = "The value of the cookie that they bring, where that has the key.")
    private String affinity = "";

    String query() {
      if (!affinity.isEmpty()) {
        return "affinity=" + escaped(affinity);
      }
      return clientIp.isEmpty() ? "key=" + escaped(key) : "client-ip=" + escaped(clientIp);
    }

    private static String escaped(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    String answer = Remote.send(url, "GET", "/v1/explain?" + what.query(), null);
    if (answer == null) {
      return 1;
    }
    if (json) {
      System.out.println(answer);
    } else {
      print(new ObjectMapper().readTree(answer), System.out);
    }
    return 0;
  }

  static void print(JsonNode answer, PrintStream out) {
    out.printf(
        "key '%s' is number %s, slot %s of %s (%s, table %s)%n",
        answer.path("key").asText(),
        answer.path("number").asText(),
        answer.path("slot").asText(),
        answer.path("slots").asText(),
        answer.path("strategy").path("name").asText(),
        answer.path("digest").asText());
    if (!answer.path("sources").isEmpty()) {
      out.println("  " + sources(answer.path("sources")));
    }
    int place = 0;
    for (JsonNode candidate : answer.path("candidates")) {
      boolean owner = place++ == 0;
      String name = candidate.path("name").asText("(none)");
      out.printf(
          "  %3d. %-20s ordinal %-5s %s%s%n",
          place,
          name,
          candidate.path("ordinal").asText(),
          verdict(candidate),
          owner ? ", owner" : "");
    }
    if (place == 0) {
      out.println("  there are no replicas");
    }
  }

  private static String sources(JsonNode sources) {
    List<String> names = new ArrayList<>();
    sources.forEach(source -> names.add(source.asText()));
    return names.size() == 1
        ? "but no request has a key here: each goes to a random one's owner"
        : "keys come from " + String.join(", else ", names);
  }

  private static String verdict(JsonNode candidate) {
    String load = candidate.path("inFlight").asText() + " in flight";
    String bound =
        candidate.has("limit") ? load + ", may have " + candidate.path("limit").asText() : load;
    return switch (candidate.path("verdict").asText()) {
      case "takes" -> "takes it (" + bound + ")";
      case "full" -> "is full (" + bound + ")";
      case "slow_start" ->
          "is skipped: slow start, at " + candidate.path("slowStartPercent").asText() + " % yet";
      case "suspect" -> "misses heartbeats";
      case "down" -> "is down";
      default -> "is next (" + bound + ")";
    };
  }
}
