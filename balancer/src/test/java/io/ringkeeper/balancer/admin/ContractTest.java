package io.ringkeeper.balancer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ringkeeper.balancer.Balancer;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.dataplane.Answer;
import io.ringkeeper.balancer.dataplane.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's endpoints over the wire, before one replica at a fixed address. */
@TestInstance(Lifecycle.PER_CLASS)
class ContractTest {

  private static final String REPLICAS =
      "{\"message\":{\"N\":1,\"replicas\":[\"server1\"]},\"status\":\"successful\"}";
  private static final String TOKEN = "Authorization: Bearer secretsecret\r\n";

  private final HttpServer replica;
  private final Balancer balancer;

  ContractTest() throws Exception {
    replica = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    replica.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    replica.start();
    balancer =
        Balancer.start(
            Config.load(
                null,
                Map.of("RINGKEEPER_ADMIN_TOKEN", "secretsecret"),
                List.of(
                    "engine=static",
                    "static.replicas=127.0.0.1:" + replica.getAddress().getPort(),
                    "listen=127.0.0.1:0",
                    "admin=off",
                    "drain=100ms")),
            List.of("unused"));
  }

  @BeforeAll
  void servesOneReplica() throws IOException {
    expectUnchanged();
  }

  @AfterAll
  void stop() {
    balancer.stop();
    replica.stop(0);
  }

  private Answer ask(String method, String target, String fields, String body) throws IOException {
    try (Peer client = Peer.connect(balancer.publicAddress())) {
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      client.send(method + " " + target + " HTTP/1.1\r\nHost: h\r\n");
      client.send(fields + length + "\r\n" + body);
      return method.equals("HEAD") ? client.answerToHead() : client.answer();
    }
  }

  private void expectUnchanged() throws IOException {
    Answer answer = ask("GET", "/rep", "", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(REPLICAS);
  }

  @Test
  void listsReplicasWhateverTheQuery() throws IOException {
    assertThat(ask("GET", "/rep?a=/add", "", "").body()).isEqualTo(REPLICAS);
    assertThat(ask("HEAD", "/rep", "", "").field("Content-Length"))
        .isEqualTo("" + REPLICAS.length());
  }

  @ParameterizedTest
  @CsvSource({"/rep/", "/Rep", "/%72ep", "/rep;a", "/", "/added", "/rm/1"})
  void leavesEveryOtherPathToTheReplica(String path) throws IOException {
    try (Peer client = Peer.connect(balancer.publicAddress())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
      Answer answer = client.answerToHead();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head()).contains("Date:"); // which only the replica adds
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /rep | GET, HEAD",
        "DELETE | /rep | GET, HEAD",
        "OPTIONS | /rep | GET, HEAD",
        "GET | /add | POST",
        "DELETE | /add | POST",
        "post | /add | POST",
        "GET | /rm | DELETE",
        "POST | /rm | DELETE"
      })
  void allowsOneMethodOnly(String method, String path, String allowed) throws IOException {
    Answer answer = ask(method, path, TOKEN, "{\"n\":1}").isError(405, allowed);
    assertThat(answer.field("Allow")).isEqualTo(allowed);
    expectUnchanged();
  }

  @ParameterizedTest
  @CsvSource({"POST, /add", "DELETE, /rm"})
  void turnsWebPagesAway(String method, String path) throws IOException {
    ask(method, path, TOKEN + "Origin: http://evil\r\n", "{\"n\":1}").isError(403, "web page");
    ask(method, path, TOKEN + "origin: null\r\n", "{\"n\":1}").isError(403, "web page");
    expectUnchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "Authorization: secretsecret",
    "Authorization: Basic secretsecret",
    "Authorization: Bearer",
    "Authorization: Bearer wrong",
    "Authorization: Bearer secretsecret2",
    "Authorization: Bearer SECRETSECRET"
  })
  void asksForTheToken(String field) throws IOException {
    String fields = field.isEmpty() ? "" : field + "\r\n";
    for (String change : List.of("POST /add", "DELETE /rm")) {
      String[] words = change.split(" ", 2);
      Answer answer = ask(words[0], words[1], fields, "{\"n\":1}").isError(401, "token");
      assertThat(answer.field("WWW-Authenticate")).isEqualTo("Bearer");
    }
    expectUnchanged();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | empty",
        "~ ~ | empty",
        "nonsense | not JSON",
        "{\"n\":1 | not JSON",
        "{'n':1} | not JSON",
        "{\"n\":1}} | not JSON",
        "{\"n\":1}{\"n\":2} | not JSON",
        "{\"n\":1,} | not JSON",
        "{\"n\":01} | not JSON",
        "{\"n\":1,\"n\":2} | not JSON",
        "{\"n\":1,\"hostnames\":[\"a\u0001\"]} | not JSON",
        "null | not a JSON object",
        "1 | not a JSON object",
        "\"n\" | not a JSON object",
        "[{\"n\":1}] | not a JSON object",
        "{} | Field 'n' is missing",
        "{\"N\":1} | Field 'n' is missing",
        "{\"n\":null} | Field 'n'",
        "{\"n\":\"1\"} | Field 'n'",
        "{\"n\":1.0} | Field 'n'",
        "{\"n\":1e0} | Field 'n'",
        "{\"n\":true} | Field 'n'",
        "{\"n\":0} | Field 'n'",
        "{\"n\":-1} | Field 'n'",
        "{\"n\":1000001} | Field 'n'",
        "{\"n\":4294967297} | Field 'n'",
        "{\"n\":99999999999999999999} | Field 'n'",
        "{\"n\":1,\"hostnames\":\"a\"} | Field 'hostnames'",
        "{\"n\":1,\"hostnames\":{}} | Field 'hostnames'",
        "{\"n\":1,\"hostnames\":[1]} | Field 'hostnames'",
        "{\"n\":1,\"hostnames\":[null]} | Field 'hostnames'",
        "{\"n\":1,\"hostnames\":[[\"a\"]]} | Field 'hostnames'"
      })
  void saysWhatIsWrongWithABody(String body, String why) throws IOException {
    ask("POST", "/add", TOKEN, body).isError(400, why);
    ask("DELETE", "/rm", TOKEN, body).isError(400, why);
    expectUnchanged();
  }

  @Test
  void survivesABodyOfManyBrackets() throws IOException {
    ask("POST", "/add", TOKEN, "{\"n\":".repeat(10_000)).isError(400, "not JSON");
    ask("POST", "/add", TOKEN, "{\"n\":" + "1".repeat(50_000) + "}").isError(400, "n");
  }

  @Test
  void cannotChangeReplicasAtFixedAddresses() throws IOException {
    ask("POST", "/add", TOKEN, "{\"n\":1}").isError(501, "");
    ask("DELETE", "/rm", TOKEN, "{\"n\":1}").isError(501, "");
    expectUnchanged();
  }
}
