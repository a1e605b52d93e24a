package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that logs, its replica and its client, and what it has logged. */
@ExtendWith(Leaks.class)
@SuppressWarnings("NullAway.Init") // each test starts what it needs, by its own settings
abstract class LoggingProxy {

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final String LONG = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
  static final String POST = "POST /p HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n";
  static final String UPGRADE =
      "GET /p HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
  static final String SWITCHING =
      "HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

  static final LocalEndpoints LOCAL =
      new LocalEndpoints() {
        @Override
        public boolean owns(RequestHead head) {
          return head.path().equals("/rep");
        }

        @Override
        public CompletionStage<OwnAnswer> answer(LocalRequest request) {
          return CompletableFuture.completedStage(OwnAnswer.json(201, "{}"));
        }
      };

  @TempDir Path folder;
  @AutoClose final ScriptedReplica replica = new ScriptedReplica();
  final Settings settings = new Settings();
  ProxyUnderTest proxy;
  Peer client;

  LoggingProxy() throws IOException {}

  @BeforeEach
  void settings() {
    settings.accessLog = Config.AccessLog.JSON;
    settings.accessLogFile = folder.resolve("log").toString();
  }

  void start(ScriptedReplica... replicas) throws IOException {
    proxy = new ProxyUnderTest(settings, LOCAL, replicas);
    client = proxy.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    proxy.close();
  }

  Peer get() throws IOException {
    client.send("GET /p?q=\" HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n\r\n");
    Peer connection = replica.accept();
    connection.head();
    return connection;
  }

  /** The only request whose method is known, or that was answered with this status. */
  JsonNode logged(int status) throws IOException {
    proxy.close();
    List<JsonNode> found = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("log"))) {
      JsonNode entry = new ObjectMapper().readTree(line);
      if (entry.has("method") || entry.get("status").intValue() == status) {
        found.add(entry);
      }
    }
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().get("status").intValue()).isEqualTo(status);
    return found.getFirst();
  }

  void expectEnded(int status, String why) throws IOException {
    assertThat(logged(status).get("ended").textValue()).isEqualTo(why);
  }

  LoopCounters counters() {
    return proxy.dataPlane.counters().getFirst();
  }
}
