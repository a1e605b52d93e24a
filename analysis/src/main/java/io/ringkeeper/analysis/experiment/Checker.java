package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Api;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sends requests of the contract to a balancer and looks at the answers. */
final class Checker {

  private static final int SHOWN = 130;

  private final Api api;
  private final List<Check> checks;
  private String topic = "";

  Checker(Api api, List<Check> checks) {
    this.api = api;
    this.checks = checks;
  }

  Checker topic(String name) {
    topic = name;
    return this;
  }

  /** A request as it is sent. */
  record Ask(String method, String path, @Nullable String body, Map<String, String> headers) {

    static Ask get(String path) {
      return new Ask("GET", path, null, Map.of());
    }

    static Ask add(String body) {
      return new Ask("POST", "/add", body, Map.of());
    }

    static Ask rm(String body) {
      return new Ask("DELETE", "/rm", body, Map.of());
    }

    Ask with(String name, String value) {
      return new Ask(method, path, body, Map.of(name, value));
    }

    String words() {
      String sent = body == null || body.isEmpty() ? "" : " " + cut(body, 70);
      StringBuilder fields = new StringBuilder();
      headers.forEach(
          (name, value) -> fields.append(" [").append(name).append(": ").append(value).append(']'));
      return method + " " + path + sent + fields;
    }
  }

  /** An answer with this status whose body and fields pass the test. */
  void expect(Ask ask, int status, String expected, Predicate<HttpResponse<String>> test) {
    HttpResponse<String> answer = api.ask(ask.method, ask.path, ask.body, ask.headers);
    boolean good = answer.statusCode() == status && test.test(answer);
    boolean inForm = status < 400 || answer.body().startsWith("{\"message\":\"<Error> ");
    checks.add(
        new Check(
            topic,
            ask.words(),
            status + " " + expected,
            seen(answer),
            good && inForm ? Check.Verdict.AS_EXPECTED : Check.Verdict.WRONG));
  }

  /** An error whose message has these words in it. */
  void refuses(Ask ask, int status, String words) {
    expect(ask, status, "“…" + words + "…”", answer -> answer.body().contains(words));
  }

  /** An error with a field that has this value. */
  void refusesWith(Ask ask, int status, String field, String value) {
    expect(
        ask,
        status,
        "with " + field + (value.isEmpty() ? "" : ": " + value),
        answer -> answer.headers().firstValue(field).filter(v -> v.contains(value)).isPresent());
  }

  private static String seen(HttpResponse<String> answer) {
    StringBuilder seen = new StringBuilder().append(answer.statusCode());
    for (String field : List.of("Allow", "Retry-After", "WWW-Authenticate")) {
      answer
          .headers()
          .firstValue(field)
          .ifPresent(
              value -> seen.append(" [").append(field).append(": ").append(value).append(']'));
    }
    return cut(seen + (answer.body().isEmpty() ? " (no body)" : " " + answer.body()), SHOWN);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
