package io.ringkeeper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleServerTest {

  private static final String HELLO =
      "{\"message\":\"Hello from Server: 7\",\"status\":\"successful\"}";

  private SampleServer server;

  @BeforeEach
  void start() throws IOException {
    server = SampleServer.start("127.0.0.1", 0, "7");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void greetsAtHome() throws IOException {
    assertThat(ask("GET", "/home"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Type: application/json\r\n", "Connection: close\r\n")
        .contains("Content-Length: " + HELLO.length() + "\r\n")
        .containsPattern("\r\nDate: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n")
        .endsWith("\r\n\r\n" + HELLO);
  }

  @Test
  void heartbeatIsEmpty() throws IOException {
    assertThat(ask("GET", "/heartbeat"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Length: 0\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /other",
        "GET /",
        "GET /home/",
        "GET /HOME",
        "GET /heartbeats",
        "POST /home",
        "PUT /heartbeat",
        "DELETE /home",
        "OPTIONS *",
        "BREW /home"
      })
  void everythingElseIsNotFound(String line) throws IOException {
    assertThat(Wire.ask(server.port(), line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404 Not Found\r\n")
        .contains("Content-Type: application/json\r\n")
        .containsPattern("\r\n\r\n\\{\"message\":\"[^\"]+\",\"status\":\"failure\"}$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home", "/heartbeat", "/other"})
  void headIsGetWithoutTheBody(String path) throws IOException {
    String get = ask("GET", path).replaceFirst("Date: [^\r]*", "Date");
    String head = ask("HEAD", path).replaceFirst("Date: [^\r]*", "Date");
    assertThat(head).isEqualTo(get.substring(0, get.indexOf("\r\n\r\n") + 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home?a=b", "/home?", "http://somewhere:80/home?x=/y"})
  void looksAtThePathAlone(String target) throws IOException {
    assertThat(ask("GET", target)).endsWith(HELLO);
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (var wire = new Wire(server.port())) {
      String heard =
          wire.send(
                  "GET /home HTTP/1.1\r\nHost: a\r\n\r\nGET /heartbeat HTTP/1.1\r\nHost: a\r\n\r\n")
              .send("GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
              .hearAll();
      assertThat(heard).containsSubsequence(" 200 ", HELLO, " 200 ", "Length: 0", " 404 ");
    }
  }

  @Test
  void skipsBodiesAndServesOn() throws IOException {
    try (var wire = new Wire(server.port())) {
      String heard =
          wire.send("POST /home HTTP/1.1\r\nHost: a\r\nContent-Length: 18\r\n\r\n")
              .send("GET /a HTTP/1.1\r\n\r")
              .send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send("5;e=1\r\nhello\r\n0\r\nTrailer: t\r\n\r\n")
              .send("GET /home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
              .hearAll();
      assertThat(heard).containsSubsequence(" 404 ", " 404 ", " 200 ").endsWith(HELLO);
      assertThat(heard.split("HTTP/1.1 ", -1)).hasSize(4);
    }
  }

  @Test
  void answersAtOnceWhereTheClientWaitsToSendItsBody() throws IOException {
    try (var wire = new Wire(server.port())) {
      String head =
          "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
      assertThat(wire.send(head).hearUntil("}")).startsWith("HTTP/1.1 404 ");
      assertThat(wire.send("abcGET /home HTTP/1.1\r\nHost: a\r\n\r\n").hearUntil("}"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void speaksHttp10() throws IOException {
    assertThat(Wire.ask(server.port(), "GET /home HTTP/1.0\r\n\r\n")).endsWith(HELLO);
    try (var wire = new Wire(server.port())) {
      String request = "GET /home HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
      assertThat(wire.send(request).hearUntil("}")).contains("Connection: keep-alive\r\n");
      assertThat(wire.send(request).hearUntil("}")).endsWith(HELLO);
    }
  }

  @Test
  void escapesItsIdForJson() throws IOException {
    try (SampleServer odd = SampleServer.start("127.0.0.1", 0, "a\"b\\c\n\u0001é")) {
      assertThat(Wire.ask(odd.port(), "GET /home HTTP/1.0\r\n\r\n"))
          .endsWith("Server: a\\\"b\\\\c\\u000a\\u0001\u00c3\u00a9\",\"status\":\"successful\"}");
    }
  }

  @Test
  void slowClientsHoldNobodyUp() throws IOException {
    try (var uploader = new Wire(server.port());
        var dawdler = new Wire(server.port())) {
      uploader.send("POST /home HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
      dawdler.send("GET /ho");
      assertThat(ask("GET", "/heartbeat")).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(dawdler.send("me HTTP/1.1\r\nHost: a\r\n\r\n").hearUntil("}")).endsWith(HELLO);
    }
  }

  @Test
  void clientThatSendsFasterThanItReadsGetsItAll() throws Exception {
    int requests = 50_000;
    try (var wire = new Wire(server.port())) {
      Thread sender = Thread.ofVirtual().start(() -> sendMany(wire, requests));
      String heard = wire.hearAll();
      assertThat(heard.split("Hello from Server: 7", -1)).hasSize(requests + 1);
      sender.join();
    }
  }

  @Test
  void keepsAThousandConnectionsOpen() throws IOException {
    var wires = new ArrayList<Wire>();
    try {
      for (int i = 0; i < 1_000; i++) {
        wires.add(new Wire(server.port()));
      }
      for (int round = 0; round < 2; round++) {
        for (Wire wire : wires) {
          assertThat(wire.send("GET /home HTTP/1.1\r\nHost: a\r\n\r\n").hearUntil("}"))
              .endsWith(HELLO);
        }
      }
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  void closeFinishesWhatIsInFlightAndStopsAccepting() throws Exception {
    int port = server.port();
    try (var uploader = new Wire(port);
        var idle = new Wire(port)) {
      idle.send("GET /home HTTP/1.1\r\nHost: a\r\n\r\n").hearUntil("}");
      uploader.send("POST /home HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
      ask("GET", "/home"); // served after what came before: the server has met the upload
      Thread closer = Thread.ofVirtual().start(server::close);
      assertThat(idle.hearAll()).isEmpty();
      assertThatThrownBy(() -> new Wire(port).close()).isInstanceOf(IOException.class);
      assertThat(uploader.send("b").hearAll())
          .startsWith("HTTP/1.1 404 ")
          .contains("Connection: close\r\n");
      closer.join();
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    assertThatThrownBy(() -> SampleServer.start("127.0.0.1", server.port(), "8"))
        .isInstanceOf(BindException.class);
  }

  private String ask(String method, String target) throws IOException {
    String request = method + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    return Wire.ask(server.port(), request);
  }

  private static void sendMany(Wire wire, int requests) {
    try {
      for (int i = 1; i < requests; i++) {
        wire.send("GET /home HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      wire.send("GET /home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
