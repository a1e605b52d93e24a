package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.LoadBody;
import io.ringkeeper.analysis.load.LoadLimits;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadRequest;
import io.ringkeeper.analysis.load.LoadRequest.Header;
import io.ringkeeper.analysis.load.Pace;
import io.ringkeeper.analysis.load.ReplicaName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user says of a load. */
final class LoadOptions {

  private static final long REQUESTS = 10_000;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = LoadUrl.Converter.class,
      defaultValue = "http://127.0.0.1:5000/home",
      description =
          "What to ask for (default: ${DEFAULT-VALUE}). {key} in its path or query becomes the"
              + " request's key.")
  LoadUrl url = new LoadUrl(URI.create("http://127.0.0.1:5000/home"));

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "N",
      description = "Ends after N requests (default: 10000, or no limit with --duration).")
  private @Nullable Long requests;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "Sends nothing more after this time, such as 500ms, 30s or 2m.")
  private @Nullable Duration duration;

  @Option(
      names = {"-c", "--connections", "--clients"},
      paramLabel = "N",
      defaultValue = "200",
      description = "How many connections, at most (default: ${DEFAULT-VALUE}).")
  private int connections = 200;

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "R",
      description =
          "Sends R requests a second, whether or not those before are answered; latencies count"
              + " from when a request was due. Without it, each connection asks again when it is"
              + " answered.")
  private @Nullable Double rate;

  @Option(
      names = "--think",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long a connection waits after an answer before it asks again.")
  private @Nullable Duration think;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "The method (default: GET, or POST if there is a body).")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A further header; may be given again. {key} becomes the key.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--body", paramLabel = "TEXT", description = "Sends this as the body.")
  private @Nullable String body;

  @Option(names = "--body-file", paramLabel = "FILE", description = "Sends a file as the body.")
  private @Nullable Path bodyFile;

  @Option(names = "--body-size", paramLabel = "BYTES", description = "Sends so many bytes.")
  private @Nullable Long bodySize;

  @Option(
      names = "--keys",
      paramLabel = "KEYS",
      defaultValue = "uniform",
      description =
          "uniform: random numbers of six digits (default). sequential[:FIRST]. zipf[:S[,N]]:"
              + " numbers from 1 to N by Zipf's law with the exponent S. file:PATH: its lines,"
              + " again and again.")
  private String keys = "uniform";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes random keys the same ones every time.")
  private @Nullable Long seed;

  @Option(
      names = "--key-header",
      paramLabel = "NAME",
      description =
          "The header that carries the key (default: X-Request-ID, or none if {key} is used).")
  private @Nullable String keyHeader;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "30s",
      description = "The longest that a request may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      defaultValue = "10s",
      description = "The longest that a connection may take (default: ${DEFAULT-VALUE}).")
  private Duration connectTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--replica-pattern",
      paramLabel = "REGEX",
      description =
          "Finds the replica's name in a body, as its first group (default: what the sample server"
              + " says).")
  private @Nullable String replicaPattern;

  @Option(
      names = "--replica-header",
      paramLabel = "NAME",
      description = "The answer's header that has the replica's name.")
  private @Nullable String replicaHeader;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that make the load (default: half of the processors).")
  private int threads = LoadPlan.usualThreads();

  /** What is to be done; says in a sentence what cannot be. */
  LoadPlan plan() {
    if (rate != null && think != null) {
      throw new IllegalArgumentException("--rate and --think exclude each other");
    }
    return LoadPlan.of(new InetSocketAddress(url.host(), url.port()), url.path())
        .withRequest(request())
        .withKeys(LoadKeys.of(keys, seed == null ? System.nanoTime() : seed))
        .withPace(pace())
        .withConnections(connections)
        .withLimits(limits())
        .withReplica(replica())
        .withThreads(threads);
  }

  private Pace pace() {
    if (rate != null) {
      return new Pace.Open(rate);
    }
    return new Pace.Closed(think == null ? Duration.ZERO : think);
  }

  private LoadLimits limits() {
    LoadLimits limits = LoadLimits.NONE.withTimeout(timeout).withConnectTimeout(connectTimeout);
    if (duration != null) {
      limits = limits.withDuration(duration);
    }
    long usual = duration == null ? REQUESTS : LoadLimits.NONE.requests();
    return limits.withRequests(requests == null ? usual : requests);
  }

  private LoadRequest request() {
    LoadBody carried = carried();
    String usual = carried.size() > 0 ? "POST" : "GET";
    List<Header> all = new ArrayList<>();
    headers.forEach(header -> all.add(header(header)));
    boolean placed =
        url.path().contains(LoadRequest.KEY)
            || all.stream().anyMatch(header -> header.value().contains(LoadRequest.KEY));
    if (keyHeader != null || !placed) {
      all.add(new Header(keyHeader == null ? LoadRequest.KEY_HEADER : keyHeader, LoadRequest.KEY));
    }
    return new LoadRequest(method == null ? usual : method, url.path(), all, carried);
  }

  private static Header header(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' is no header; write 'NAME: VALUE'");
    }
    return new Header(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  private LoadBody carried() {
    try {
      if (bodyFile != null) {
        return LoadBody.ofFile(bodyFile);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the body " + bodyFile + " cannot be read: " + e, e);
    }
    if (bodySize != null) {
      return LoadBody.ofSize(bodySize);
    }
    return body == null ? LoadBody.EMPTY : LoadBody.of(body.getBytes(StandardCharsets.UTF_8));
  }

  private ReplicaName replica() {
    if (replicaHeader != null) {
      return new ReplicaName.InHeader(replicaHeader);
    }
    try {
      return replicaPattern == null
          ? ReplicaName.USUAL
          : new ReplicaName.InBody(Pattern.compile(replicaPattern));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + replicaPattern + "' is no pattern: " + e.getDescription(), e);
    }
  }
}
