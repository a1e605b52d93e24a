package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.experiment.Checker.Ask;
import io.ringkeeper.analysis.system.Setup;
import io.ringkeeper.analysis.system.Subject;
import java.util.ArrayList;
import java.util.List;

/** The first half of A-3: every endpoint and every error of the contract, asked for. */
public final class ContractExperiment {

  private static final int SERVERS = 3;
  private static final String NAME = "server[a-z0-9]{6}";

  private ContractExperiment() {}

  /** What it is guessed to take, in seconds. */
  public static double cost() {
    return 14;
  }

  public static List<Check> run(Scope scope) {
    scope.progress().step("A-3: every endpoint and every error");
    List<Check> checks = new ArrayList<>();
    try (Subject subject =
        scope.source().open(Setup.USUAL, SERVERS).orElseThrow(ScalingExperiment::other)) {
      Checker checker = new Checker(subject.api(), checks);
      requests(checker.topic("requests"));
      listing(checker.topic("GET /rep"), subject.api().serving());
      commands(checker.topic("POST /add, DELETE /rm"));
      bodies(checker.topic("bodies that are refused"));
      names(checker.topic("names that are refused"), subject.api().serving().getFirst());
      limits(checker.topic("limits, methods, origins"));
    }
    if (scope.source().startsItsOwn()) {
      ContractAside.run(scope.source(), checks);
    } else {
      ContractAside.omit(checks);
    }
    scope.progress().done(cost());
    return List.copyOf(checks);
  }

  private static void requests(Checker checker) {
    checker.expect(
        Ask.get("/home").with("X-Request-ID", "132574"),
        200,
        "{\"message\":\"Hello from Server: …\",\"status\":\"successful\"}",
        a ->
            a.body()
                .matches("\\{\"message\":\"Hello from Server: .+\",\"status\":\"successful\"}"));
    checker.expect(Ask.get("/heartbeat"), 200, "no body", a -> a.body().isEmpty());
    checker.expect(
        new Ask("HEAD", "/home", null, java.util.Map.of()),
        200,
        "no body",
        a -> a.body().isEmpty());
    checker.refuses(
        Ask.get("/other"), 400, "<Error> '/other' endpoint does not exist in server replicas");
    checker.refuses(
        Ask.get("/other?a=b"), 400, "<Error> '/other' endpoint does not exist in server replicas");
  }

  private static void listing(Checker checker, List<String> serving) {
    String names = "\"" + String.join("\",\"", serving) + "\"";
    String listing =
        "{\"message\":{\"N\":%d,\"replicas\":[%s]},\"status\":\"successful\"}"
            .formatted(serving.size(), names);
    checker.expect(Ask.get("/rep"), 200, "N and the names", a -> a.body().equals(listing));
    checker.expect(Ask.get("/rep?a=b"), 200, "N and the names", a -> a.body().equals(listing));
  }

  private static void commands(Checker checker) {
    checker.expect(
        Ask.add("{\"n\":2,\"hostnames\":[\"S5\"]}"),
        200,
        "N = 5, with S5 and a random name",
        a -> a.body().contains("\"N\":5") && a.body().matches(".*\"S5\",\"" + NAME + "\".*"));
    checker.expect(
        Ask.rm("{\"n\":1,\"hostnames\":[\"S5\"]}"),
        200,
        "N = 4, without S5",
        a -> a.body().contains("\"N\":4") && !a.body().contains("S5"));
    checker.expect(
        Ask.rm("{\"n\":1}"), 200, "N = 3, any one is gone", a -> a.body().contains("\"N\":3"));
    checker.refuses(
        Ask.add("{\"n\":1,\"hostnames\":[\"S4\",\"S5\"]}"),
        400,
        "<Error> Length of hostname list is more than newly added instances");
    checker.refuses(
        Ask.rm("{\"n\":1,\"hostnames\":[\"S4\",\"S5\"]}"),
        400,
        "<Error> Length of hostname list is more than removable instances");
  }

  private static void bodies(Checker checker) {
    checker.refuses(Ask.add(""), 400, "<Error> ");
    checker.refuses(Ask.add("n=1"), 400, "<Error> ");
    checker.refuses(Ask.add("[1]"), 400, "<Error> ");
    checker.refuses(Ask.add("{\"hostnames\":[]}"), 400, "'n'");
    checker.refuses(Ask.rm("{\"n\":\"1\"}"), 400, "'n'");
    checker.refuses(Ask.add("{\"n\":0}"), 400, "'n'");
    checker.refuses(Ask.add("{\"n\":1.0}"), 400, "'n'");
    checker.refuses(Ask.add("{\"n\":1000001}"), 400, "'n'");
    checker.refuses(Ask.rm("{\"n\":1,\"hostnames\":\"S1\"}"), 400, "'hostnames'");
    checker.refuses(Ask.add("{\"n\":1,\"hostnames\":[1]}"), 400, "'hostnames'");
  }

  private static void names(Checker checker, String present) {
    checker.refuses(Ask.add("{\"n\":1,\"hostnames\":[\"x; touch p\"]}"), 400, "'x; touch p'");
    checker.refuses(Ask.rm("{\"n\":1,\"hostnames\":[\"--all\"]}"), 400, "'--all'");
    checker.refuses(
        Ask.add("{\"n\":1,\"hostnames\":[\"" + present + "\"]}"), 400, "already exists");
    checker.refuses(Ask.add("{\"n\":2,\"hostnames\":[\"S4\",\"S4\"]}"), 400, "Duplicate");
    checker.refuses(
        Ask.rm("{\"n\":2,\"hostnames\":[\"" + present + "\",\"S9\"]}"),
        400,
        "not a managed replica");
    checker.refuses(
        Ask.rm("{\"n\":2,\"hostnames\":[\"" + present + "\",\"" + present + "\"]}"),
        400,
        "Duplicate");
  }

  private static void limits(Checker checker) {
    checker.refuses(Ask.add("{\"n\":1000000}"), 409, "<Error> ");
    checker.refuses(Ask.add("{\"n\":1}" + " ".repeat(64 * 1024)), 413, "<Error> ");
    String one = "{\"n\":1}";
    checker.refusesWith(new Ask("POST", "/rep", one, java.util.Map.of()), 405, "Allow", "GET");
    checker.refusesWith(new Ask("GET", "/add", null, java.util.Map.of()), 405, "Allow", "POST");
    checker.refusesWith(new Ask("POST", "/rm", one, java.util.Map.of()), 405, "Allow", "DELETE");
    checker.refuses(Ask.add(one).with("Origin", "http://example.com"), 403, "<Error> ");
    checker.refuses(Ask.rm(one).with("Origin", "http://example.com"), 403, "<Error> ");
    checker.expect(Ask.get("/rep"), 200, "N = 3 after all this", a -> a.body().contains("\"N\":3"));
  }
}
