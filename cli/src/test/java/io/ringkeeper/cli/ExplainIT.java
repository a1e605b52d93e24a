package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the balancer says of a key is where requests with that key go. */
class ExplainIT {

  private static final int REQUESTS = 10_000;
  private static final int KEYS = 500;
  private static final List<String> STRATEGIES = List.of("ring", "maglev", "rendezvous");
  private static final Pattern SERVER = Pattern.compile("Hello from Server: (\\d+)\"");
  private static final Pattern LOGGED =
      Pattern.compile("\"target\":\"([^\"]+)\".*\"ordinal\":(\\d+),");
  private static final Pattern COOKIE = Pattern.compile("\r\nSet-Cookie: ringkeeper=([0-9a-f]+);");
  private static final Pattern TAKES =
      Pattern.compile("\"ordinal\":(\\d+),[^}]*\"verdict\":\"takes\"");

  @TempDir private Path folder;

  @Test
  void agreesWithWhereRequestsWentByWhatTheyCarry() {
    try (RunningBalancer balancer = start("key=header:X-Key,cookie:sid,query:q,affinity,random")) {
      for (String strategy : STRATEGIES) {
        choose(balancer, strategy);
        List<String> numbers = keys(i -> "" + (i * 7_919L * 104_729 + 3));
        List<String> texts = keys(i -> "user-" + i + "/a+b&c=%20");
        agrees(balancer, "key", numbers, key -> Pipeline.get("/home", "X-Key: " + key));
        agrees(balancer, "key", texts, key -> Pipeline.get("/home", "X-Key: " + key));
        agrees(balancer, "key", texts, key -> Pipeline.get("/home", "Cookie: a=1; sid=" + key));
        List<String> escaped = keys(i -> "user%2B" + i);
        agrees(balancer, "key", escaped, key -> Pipeline.get("/home?a=1&q=" + key));
        List<String> cookies = cookies(balancer);
        assertThat(Set.copyOf(cookies)).hasSize(KEYS);
        agrees(
            balancer,
            "affinity",
            cookies,
            key -> Pipeline.get("/home", "Cookie: ringkeeper=" + key));
      }
    }
  }

  /** As many clients as there are keys come without a cookie, and each is given one. */
  private static List<String> cookies(RunningBalancer balancer) {
    return Pipeline.ask(balancer.address(), keys(i -> Pipeline.get("/home"))).stream()
        .map(answer -> first(COOKIE, answer))
        .toList();
  }

  @Test
  void agreesWithWhereRequestsWentByTheirClients() {
    try (RunningBalancer balancer = start("key=client-ip:24/64,random", "trusted=127.0.0.1")) {
      for (String strategy : STRATEGIES) {
        choose(balancer, strategy);
        List<String> clients =
            keys(i ->
                i % 2 == 0 ? "10.%d.%d.7".formatted(i / 250, i % 250) : "2001:db8:" + i + "::1");
        agrees(
            balancer,
            "client-ip",
            clients,
            client -> Pipeline.get("/home", "X-Forwarded-For: 6.6.6.6, " + client));
      }
    }
  }

  /** The replacement has 5 % of its keys for as long as this takes. */
  @Test
  void agreesWithWhereRequestsWentDuringASlowStart() {
    try (RunningBalancer balancer = start("slow-start=1h")) {
      Proc.signal("KILL", balancer.replicas().get(1).pid());
      Eventually.until(
          () -> Web.get(balancer.admin(), "/v1/table").body().contains("\"slowStartPercent\":5"));
      for (String strategy : STRATEGIES) {
        choose(balancer, strategy);
        List<String> texts = keys(i -> "user-" + i);
        agrees(balancer, "key", texts, key -> Pipeline.get("/home", "X-Request-ID: " + key));
      }
      List<String> skipped =
          Pipeline.ask(balancer.admin(), keys(i -> Pipeline.get("/v1/explain?key=user-" + i)));
      assertThat(skipped.toString()).contains("\"verdict\":\"slow_start\"");
    }
  }

  /** Only one path is answered with a name; where the others went stands in the log. */
  @Test
  void agreesWithWhereRequestsWentByTheirPaths() throws IOException {
    for (String source : List.of("path", "path-prefix:2")) {
      Path log = folder.resolve(source.replace(':', '-'));
      try (RunningBalancer balancer =
          start("key=" + source + ",random", "access-log=json", "access-log-file=" + log)) {
        for (int round = 0; round < STRATEGIES.size(); round++) {
          choose(balancer, STRATEGIES.get(round));
          String rest = source.equals("path") ? "" : "/rest";
          List<String> paths = keys(i -> "/a/b" + i);
          Map<String, String> takers = takers(balancer, "key", paths);
          List<String> requests =
              requests(paths, path -> Pipeline.get(path + rest + "?strategy=1"));
          Pipeline.ask(balancer.address(), requests);
          int lines = (round + 1) * REQUESTS;
          await().atMost(Program.LIMIT).until(() -> Files.readAllLines(log).size() == lines);
          List<String> logged = Files.readAllLines(log).subList(lines - REQUESTS, lines);
          assertThat(logged)
              .allSatisfy(line -> {
                Matcher entry = LOGGED.matcher(line);
                assertThat(entry.find()).isTrue();
                String path = entry.group(1).replace(rest + "?strategy=1", "");
                assertThat(entry.group(2)).as(line).isEqualTo(takers.get(path));
              });
        }
      }
    }
  }

  private static RunningBalancer start(String... settings) {
    List<String> all = new ArrayList<>(List.of("replicas=5", "rendezvous.cap=1.01"));
    all.addAll(List.of(settings));
    return RunningBalancer.start(all.toArray(String[]::new));
  }

  private static void choose(RunningBalancer balancer, String strategy) {
    String body = "{\"strategy\":\"" + strategy + "\"}";
    assertThat(
            Web.ask(balancer.admin(), "PUT", "/v1/strategy", BodyPublishers.ofString(body))
                .statusCode())
        .isEqualTo(200);
  }

  private static List<String> keys(IntFunction<String> key) {
    return IntStream.range(0, KEYS).mapToObj(key).toList();
  }

  private static List<String> requests(List<String> keys, UnaryOperator<String> request) {
    return IntStream.range(0, REQUESTS).mapToObj(i -> request.apply(keys.get(i % KEYS))).toList();
  }

  private static void agrees(
      RunningBalancer balancer, String kind, List<String> keys, UnaryOperator<String> request) {
    Map<String, String> takers = takers(balancer, kind, keys);
    List<String> answers = Pipeline.ask(balancer.address(), requests(keys, request));
    assertThat(answers).hasSize(REQUESTS);
    assertThat(new HashSet<>(takers.values())).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    for (int i = 0; i < REQUESTS; i++) {
      String key = keys.get(i % KEYS);
      assertThat(first(SERVER, answers.get(i))).as(key).isEqualTo(takers.get(key));
    }
  }

  /** The ordinals of whom the balancer says that they take these keys. */
  private static Map<String, String> takers(
      RunningBalancer balancer, String kind, List<String> keys) {
    List<String> questions =
        keys.stream().map(key -> Pipeline.get("/v1/explain?" + kind + "=" + escaped(key))).toList();
    List<String> answers = Pipeline.ask(balancer.admin(), questions);
    Map<String, String> takers = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      takers.put(keys.get(i), first(TAKES, answers.get(i)));
    }
    return takers;
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void twoBalancersWithTheSameMembersHaveTheSameDigest() {
    try (RunningBalancer one = RunningBalancer.start("strategy=maglev", "replicas=2");
        RunningBalancer other = RunningBalancer.start("strategy=maglev", "replicas=3")) {
      assertThat(table(one).get("digest")).isNotEqualTo(table(other).get("digest"));
      Web.add(one.address(), 2);
      Web.remove(one.address(), 1, "server2");
      Web.add(one.address(), 1);
      Web.add(other.address(), 1);
      assertThat(table(one).get("digest")).isEqualTo(table(other).get("digest"));
      assertThat(table(one).get("members")).hasSize(4);
      assertThat(table(one).get("maxOverMean").asDouble()).isLessThan(1.001);
    }
  }

  @Test
  void refusesToExplainNothing() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      refused(Web.get(balancer.admin(), "/v1/explain"), 400);
      refused(Web.get(balancer.admin(), "/v1/explain?key="), 400);
      assertThat(refused(Web.get(balancer.admin(), "/v1/explain?client-ip=10.0.0.1"), 400))
          .contains("'key' has no client-ip");
      assertThat(refused(Web.get(balancer.admin(), "/v1/explain?client-ip=10.0.0"), 400))
          .contains("not an IP address");
      assertThat(refused(Web.get(balancer.admin(), "/v1/explain?affinity=00"), 400))
          .contains("no cookie that was signed here");
    }
  }

  private static JsonNode table(RunningBalancer balancer) {
    return json(balancer, "/v1/table");
  }

  private static JsonNode json(RunningBalancer balancer, String path) {
    try {
      return new ObjectMapper().readTree(Web.get(balancer.admin(), path).body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
