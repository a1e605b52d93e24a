package io.ringkeeper.cli;

import static io.ringkeeper.cli.Web.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract refuses, row by row: the very answer, and nothing changed. */
class ContractIT {

  private static final String REP =
      "{\"message\":{\"N\":3,\"replicas\":[\"server1\",\"server2\",\"server3\"]},"
          + "\"status\":\"successful\"}";

  static final List<String> MALFORMED =
      List.of(
          "",
          " ",
          "n=1",
          "1",
          "null",
          "[]",
          "\"n\"",
          "{",
          "{}",
          "{\"n\":1",
          "{\"n\":1}}",
          "{\"n\":1}{\"n\":1}",
          "{'n':1}",
          "{\"n\":1,}",
          "{\"n\":1,\"n\":2}",
          "{\"hostnames\":[]}",
          "{\"n\":null}",
          "{\"n\":\"1\"}",
          "{\"n\":true}",
          "{\"n\":0}",
          "{\"n\":-1}",
          "{\"n\":1.0}",
          "{\"n\":1e0}",
          "{\"n\":1000001}",
          "{\"n\":4294967297}",
          "{\"n\":99999999999999999999}",
          "{\"n\":01}",
          "{\"n\":NaN}",
          "{\"n\":1,\"hostnames\":\"S1\"}",
          "{\"n\":1,\"hostnames\":null}",
          "{\"n\":1,\"hostnames\":{}}",
          "{\"n\":1,\"hostnames\":[1]}",
          "{\"n\":1,\"hostnames\":[null]}",
          "{\"n\":1,\"hostnames\":[[\"S1\"]]}",
          "\u0000{\"n\":1}",
          "[".repeat(50_000));

  private static RunningBalancer balancer;

  @BeforeAll
  static void start() {
    balancer = RunningBalancer.start();
  }

  @AfterAll
  static void stop() {
    balancer.close();
  }

  private static InetSocketAddress at() {
    return balancer.address();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(Web.get(at(), "/rep").body()).isEqualTo(REP);
    assertThat(balancer.replicas()).hasSize(3);
  }

  @ParameterizedTest(name = "{index}")
  @FieldSource("MALFORMED")
  void malformedBodies(String body) {
    refused(Web.post(at(), "/add", body), 400);
    refused(Web.delete(at(), "/rm", body), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; touch p",
        "--privileged",
        "../x",
        "",
        "S",
        "-S",
        ".S",
        "_S",
        "S 1",
        "S/1",
        "S\\u0000",
        "S\\n",
        "\\u00e9\\u00e9",
        "$(id)",
        "S1;",
        "{300}"
      })
  void namesThatNoReplicaMayHave(String name) {
    String written = name.equals("{300}") ? "S".repeat(300) : name;
    String message = refused(Web.add(at(), 1, written), 400);
    if (!name.contains("\\")) {
      assertThat(message).contains("'" + written + "'");
    }
    refused(Web.remove(at(), 1, written), 400);
  }

  @Test
  void moreHostnamesThanInstances() {
    assertThat(refused(Web.add(at(), 1, "S4", "S5"), 400))
        .isEqualTo("<Error> Length of hostname list is more than newly added instances");
    assertThat(refused(Web.remove(at(), 1, "server1", "server2"), 400))
        .isEqualTo("<Error> Length of hostname list is more than removable instances");
  }

  @Test
  void namesInUseOrTwice() {
    assertThat(refused(Web.add(at(), 2, "S4", "server2"), 400))
        .contains("server2")
        .contains("already exists");
    assertThat(refused(Web.add(at(), 2, "S4", "S4"), 400)).contains("Duplicate").contains("S4");
    assertThat(refused(Web.remove(at(), 2, "server1", "server1"), 400)).contains("Duplicate");
  }

  @Test
  void removalOfAnUnknownReplicaRemovesNothing() {
    assertThat(refused(Web.remove(at(), 2, "server1", "S9"), 400))
        .contains("S9")
        .contains("not a managed replica");
  }

  @Test
  void moreThanTheRingHolds() {
    for (int n : List.of(54, 57, 1_000_000)) {
      assertThat(refused(Web.add(at(), n), 409)).contains("56");
    }
  }

  @Test
  void pathsThatNoReplicaKnows() {
    assertThat(refused(Web.get(at(), "/other?a=b"), 400))
        .isEqualTo("<Error> '/other' endpoint does not exist in server replicas");
    assertThat(refused(Web.get(at(), "/a'b%22/"), 400))
        .isEqualTo("<Error> '/a'b%22/' endpoint does not exist in server replicas");
    assertThat(refused(Web.get(at(), "/rep/"), 400)).contains("'/rep/'");
    assertThat(refused(Web.post(at(), "/other", "body"), 400)).contains("'/other'");
  }

  @Test
  void bodiesThatAreTooLarge() {
    String large = "{\"n\":1}" + " ".repeat(64 * 1024);
    refused(Web.post(at(), "/add", large), 413);
    refused(Web.delete(at(), "/rm", large), 413);
    byte[] larger = " ".repeat(1024 * 1024).getBytes(UTF_8);
    var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(larger));
    refused(Web.ask(at(), "POST", "/add", chunked), 413);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /rep, 'GET, HEAD'",
    "DELETE, /rep, 'GET, HEAD'",
    "GET, /add, POST",
    "PUT, /add, POST",
    "DELETE, /add, POST",
    "GET, /rm, DELETE",
    "POST, /rm, DELETE"
  })
  void wrongMethodsNameTheRightOne(String method, String path, String allow) {
    HttpResponse<String> answer = Web.ask(at(), method, path, BodyPublishers.ofString("{\"n\":1}"));
    refused(answer, 405);
    assertThat(answer.headers().allValues("Allow")).containsExactly(allow);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com", "null", "http://127.0.0.1:5000"})
  void webPagesMayChangeNothing(String origin) {
    String body = "{\"n\":1}";
    refused(Web.post(at(), "/add", body, "Origin", origin), 403);
    refused(Web.delete(at(), "/rm", body, "Origin", origin), 403);
    refused(Web.post(balancer.admin(), "/add", body, "Origin", origin), 403);
    assertThat(Web.get(at(), "/rep", "Origin", origin).statusCode()).isEqualTo(200);
  }
}
