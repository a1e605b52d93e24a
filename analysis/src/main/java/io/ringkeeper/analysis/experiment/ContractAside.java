package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.experiment.Checker.Ask;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Reason;
import io.ringkeeper.analysis.system.Source;
import io.ringkeeper.analysis.system.Subject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Rows of the contract that need a balancer with settings, or with replicas, of their own. */
final class ContractAside {

  private static final String TOKEN = "a-token-of-this-run";
  private static final String ONE = "{\"n\":1}";

  private ContractAside() {}

  static void run(Source source, List<Check> checks) {
    nobodyLeft(source, checks);
    notStarted(source, checks);
    badReplica(source, checks);
  }

  private static void nobodyLeft(Source source, List<Check> checks) {
    Map<String, String> variables = Map.of("RINGKEEPER_ADMIN_TOKEN", TOKEN);
    try (Subject subject = source.start(List.of("replicas=2"), variables)) {
      Checker checker = new Checker(subject.api(), checks);
      checker.topic("with an admin token");
      checker.refusesWith(Ask.add(ONE), 401, "WWW-Authenticate", "Bearer");
      checker.refusesWith(
          Ask.rm(ONE).with("Authorization", "Bearer wrong"), 401, "WWW-Authenticate", "Bearer");
      checker.topic("nobody left");
      checker.expect(
          Ask.rm("{\"n\":5}").with("Authorization", "Bearer " + TOKEN),
          200,
          "N = 0: more than there are removes all",
          a -> a.body().contains("\"N\":0"));
      checker.refusesWith(Ask.get("/home"), 503, "Retry-After", "");
    }
  }

  private static void notStarted(Source source, List<Check> checks) {
    List<String> settings =
        List.of("replicas=0", "process.command=sleep,60", "start-timeout=500ms");
    try (Subject subject = source.start(settings, Map.of())) {
      Checker checker = new Checker(subject.api(), checks).topic("a replica that does not start");
      checker.refuses(Ask.add(ONE), 503, "nothing was added");
      checker.expect(Ask.get("/rep"), 200, "N = 0 still", a -> a.body().contains("\"N\":0"));
    }
  }

  private static void badReplica(Source source, List<Check> checks) {
    try (BadReplica replica = new BadReplica()) {
      List<String> settings =
          List.of(
              "engine=static",
              "static.replicas=127.0.0.1:" + replica.port(),
              "timeouts.response=300ms",
              "health.interval=1h");
      try (Subject subject = source.start(settings, Map.of())) {
        Checker checker = new Checker(subject.api(), checks);
        checker.topic("replicas that somebody else runs");
        checker.refuses(Ask.add(ONE), 501, "<Error> ");
        checker.refuses(Ask.rm(ONE), 501, "<Error> ");
        checker.topic("a replica that fails a request");
        checker.refuses(Ask.get(BadReplica.BREAKS_OFF), 502, "<Error> ");
        checker.refuses(Ask.get(BadReplica.SILENT), 504, "<Error> ");
        replica.close();
        checker.refuses(Ask.get("/unreachable"), 502, "<Error> ");
      }
    } catch (IOException e) {
      throw new AnalysisException("no port can be listened on: " + Reason.of(e), e);
    }
  }

  /** What cannot be tried on a balancer that runs already. */
  static void omit(List<Check> checks) {
    checks.add(Check.notTried("with an admin token", "POST /add", "401 with WWW-Authenticate"));
    checks.add(Check.notTried("nobody left", "GET /home", "503 with Retry-After"));
    checks.add(Check.notTried("a replica that does not start", "POST /add", "503, nothing added"));
    checks.add(Check.notTried("replicas that somebody else runs", "POST /add", "501"));
    checks.add(Check.notTried("a replica that fails a request", "GET …", "502 and 504"));
  }
}
