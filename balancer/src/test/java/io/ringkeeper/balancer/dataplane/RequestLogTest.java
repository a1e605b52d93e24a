package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.ClientKey;
import io.ringkeeper.hashing.LookupTable;
import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is logged and measured of requests. */
class RequestLogTest extends LoggingProxy {

  RequestLogTest() throws IOException {}

  @Test
  void saysHowARequestWent() throws IOException {
    start(replica);
    try (Peer connection = get()) {
      proxy.clock.advance(Duration.ofMillis(7));
      connection.send(OK);
      client.answer();
      await().until(() -> counters().durations().count() == 1); // counted once it is sent
      assertThat(counters().firstBytes().count()).isOne();
      String line = logged(200).toString();
      assertThat(line)
          .startsWith("{\"time\":\"2026-01-02T03:04:05.67")
          .contains("\"client\":\"127.0.0.1\",\"method\":\"GET\",\"target\":\"/p?q=\\\"\"")
          .contains("\"version\":\"1.1\",\"status\":200,\"received\":0,\"sent\":2,\"id\":\"7\"")
          .contains("\"slot\":122,\"replica\":\"server1\",\"ordinal\":1,\"attempts\":1")
          .endsWith("\"first_byte_ms\":7.0,\"duration_ms\":7.0,\"ended\":\"ok\"}");
    }
  }

  @Test
  void namesTheSlotByWhichItWent() throws IOException {
    start(replica);
    try (Peer connection = get()) {
      proxy.publish(new MaglevStrategy());
      connection.send(OK);
      client.answer();
      assertThat(logged(200).get("slot").intValue()).isEqualTo(122);
    }
  }

  @Test
  void namesTheClientThatAProxyTellsOf() throws IOException {
    settings.forwarding = Settings.forwarding("trusted=127.0.0.1", "proxy-protocol.accept=on");
    start(replica);
    client.close();
    client = Peer.connect(proxy.address);
    client.send("PROXY TCP6 2001:db8::1 ::2 4711 443\r\n");
    try (Peer connection = get()) {
      connection.send(OK);
      client.answer();
      assertThat(logged(200).get("client").textValue()).isEqualTo("2001:db8::1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80~,192.0.2.7",
    "PROXY TCP6 2001:db8::1 ::2 4711 443~,2001:db8::1",
    "PROXY UNKNOWN~,127.0.0.1",
  })
  void routesByTheClientThatAProxyTellsOf(String introduction, String address) throws IOException {
    KeySource.ClientIp bits = new KeySource.ClientIp(24, 64);
    settings.keys = List.of(bits);
    settings.forwarding = Settings.forwarding("trusted=127.0.0.1", "proxy-protocol.accept=on");
    start(replica);
    client.close();
    client = Peer.connect(proxy.address);
    client.send(introduction.replace("~", "\r\n"));
    try (Peer connection = get()) {
      connection.send(OK);
      client.answer();
      long key = new ClientKey(bits).of(InetAddress.ofLiteral(address).getAddress());
      LookupTable ring =
          new RingStrategy(RingShape.mission(), RingIds.SPREAD).build(Members.none());
      assertThat(logged(200).get("slot").intValue()).isEqualTo(ring.slotOf(key));
    }
  }

  @Test
  void namesTheIdThatTheReplicaGets() throws IOException {
    settings.forwarding = Settings.forwarding("request-id=trusted");
    start(replica);
    client.send("GET /p HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n\r\n");
    try (Peer connection = replica.accept()) {
      String head = connection.head();
      connection.send(OK);
      client.answer();
      String id = logged(200).get("id").textValue();
      assertThat(head).endsWith("\r\nX-Request-ID: " + id + "\r\n\r\n");
      assertThat(id).matches("[0-9]{6}");
    }
  }

  /** A tunnel lets go of the rest of a long head. */
  @Test
  void namesTheIdThatTheReplicaGetsAlsoBehindManyCookies() throws IOException {
    start(replica);
    String id = "7".repeat(100);
    String cookies = ("Cookie: " + "a".repeat(50) + "\r\n").repeat(100);
    String fields = "\r\n" + cookies + "X-Request-ID: " + id + "\r\n\r\n";
    client.send(UPGRADE.replace("\r\n\r\n", fields));
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).contains(id);
      connection.send(SWITCHING);
      client.head();
      client.close();
      connection.expectEnd();
    }
    assertThat(logged(101).get("id").textValue()).isEqualTo(id);
  }

  @Test
  void measuresALongAnswerToItsEndAndBodiesBothWays() throws IOException {
    start(replica);
    client.send("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(LONG);
      client.head();
      proxy.clock.advance(Duration.ofMillis(50));
      connection.send("x".repeat(100_000));
      client.read(100_000);
      JsonNode entry = logged(200);
      assertThat(entry.get("received").longValue()).isEqualTo(5);
      assertThat(entry.get("sent").longValue()).isEqualTo(100_000);
      assertThat(entry.get("first_byte_ms").doubleValue()).isZero();
      assertThat(entry.get("duration_ms").doubleValue()).isEqualTo(50);
      assertThat(entry.get("id").textValue()).as("made by us").matches("[0-9]{6}");
    }
  }

  @Test
  void countsAttemptsAndTellsReplicasApart() throws IOException {
    ScriptedReplica dead = new ScriptedReplica();
    start(replica, dead);
    dead.close();
    client.send("GET /p HTTP/1.1\r\nHost: h\r\n" + proxy.triedAt(2, 1) + "\r\n");
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(OK);
      client.answer();
      JsonNode entry = logged(200);
      assertThat(entry.get("ended").textValue()).isEqualTo("ok");
      assertThat(entry.get("attempts").intValue()).isEqualTo(2);
      assertThat(entry.get("replica").textValue()).isEqualTo("server1");
    }
  }

  @Test
  void logsWhatIsAnsweredHere() throws IOException {
    start(replica);
    client.send("GET /rep HTTP/1.1\r\nHost: h\r\n\r\n").answer();
    JsonNode entry = logged(201);
    assertThat(entry.get("ended").textValue()).isEqualTo("ok");
    assertThat(entry.get("sent").intValue()).isEqualTo(2);
    assertThat(entry.has("replica")).isFalse();
    assertThat(counters().durations().count()).isZero();
  }

  @Test
  void logsTheAnswerThatTakesThePlaceOfA404() throws IOException {
    start(replica);
    try (Peer connection = get()) {
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone");
      client.answer().isError(400, "/p");
      expectEnded(400, "ok");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /p HTTP/2.0\r\n\r\n',505",
    "'GET /p\n\nforged',400",
    "'GET /p a\"b\r\n\r\n',400"
  })
  void knowsNothingOfAHeadThatWasRefused(String head, int status) throws IOException {
    start(replica);
    client.send(head).answer();
    JsonNode entry = logged(status);
    assertThat(entry.get("ended").textValue()).isEqualTo("refused");
    assertThat(entry.has("target")).isFalse();
  }

  @Test
  void logsAMalformedBodyOnce() throws IOException {
    start(replica);
    client.send(POST + "Transfer-Encoding: chunked\r\n\r\nx").answer().isError(400, "chunked");
    assertThat(logged(400).get("target").textValue()).isEqualTo("/p");
  }

  @Test
  void logsATunnelAtItsEnd() throws IOException {
    start(replica);
    client.send(UPGRADE);
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.send(SWITCHING + "abc");
      client.head();
      client.read(3);
      client.send("hello").endOutput();
      connection.read(5);
    }
    client.expectEnd();
    JsonNode entry = logged(101);
    assertThat(entry.get("ended").textValue()).isEqualTo("ok");
    assertThat(entry.get("sent").intValue()).isEqualTo(3);
    assertThat(entry.get("received").intValue()).isEqualTo(5);
    assertThat(counters().durations().count()).isZero();
  }

  @Test
  void namesTheAgentWhereTheFormatHasIt() throws IOException {
    settings.accessLog = Config.AccessLog.COMBINED;
    start(replica);
    client.send("GET /rep HTTP/1.0\r\nUser-Agent: a\"b\\\r\nReferer: \u00e9\r\n\r\n").answer();
    await().until(() -> Files.size(folder.resolve("log")) > 0);
    assertThat(Files.readString(folder.resolve("log")))
        .startsWith("127.0.0.1 - - [02/Jan/2026:05:04:05 +0200] ")
        .endsWith("\"GET /rep HTTP/1.0\" 201 2 \"\\xE9\" \"a\\x22b\\x5C\"\n");
  }

  @Test
  void dropsWhatFindsNoRoomWhileRequestsGoOn() throws Exception {
    Path pipe = folder.resolve("pipe"); // which nobody reads
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    settings.accessLogFile = pipe.toString();
    start(replica);
    String request = "GET /rep?" + "x".repeat(2000) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    while (proxy.count(Counter.LOG_DROPPED) < 10) {
      assertThat(client.send(request).answer().status()).isEqualTo(201);
    }
    assertThat(proxy.count(Counter.REQUESTS)).isBetween(500L, 5000L);
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      String line = reader.readLine();
      assertThat(line).contains("x".repeat(1019) + "\"").doesNotContain("x".repeat(1020));
    }
  }
}
