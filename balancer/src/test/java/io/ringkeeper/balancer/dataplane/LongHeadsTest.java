package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long heads on the wire, where there is no more space for those of others. */
@ExtendWith(Leaks.class)
class LongHeadsTest {

  private static final String LONG = "A: " + "a".repeat(10_000) + "\r\n";
  private static final String UPGRADE = "Connection: upgrade\r\nUpgrade: x\r\n";

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  LongHeadsTest() throws IOException {}

  private static void ask(Peer from, String fields) throws IOException {
    from.send("GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
  }

  private static void answer(Peer connection, String fields) throws IOException {
    connection.head();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + fields + "\r\nok");
  }

  @Test
  void thoseOfAnswersHaveSpaceWhereThoseOfRequestsHaveNone() throws IOException {
    proxy.takeHeapBut(0);
    ask(client, "");
    try (Peer connection = replica.accept()) {
      for (int i = 0; i < 3; i++) {
        answer(connection, LONG);
        Answer whole = client.answer().keeps();
        assertThat(whole.head()).contains(LONG);
        assertThat(whole.body()).isEqualTo("ok");
        ask(client, "");
      }
      answer(connection, "");
      client.answer();
      try (Peer other = proxy.client()) {
        ask(other, LONG);
        other.answer().isError(503, "no space").closes();
      }
    }
    assertThat(proxy.count(Counter.FAILURES)).isZero();
  }

  @Test
  void thoseOfRequestsHaveSpaceWhereThoseOfAnswersHaveNone() throws IOException {
    proxy.takeHeapOfAnswersBut(0);
    ask(client, LONG);
    try (Peer connection = replica.accept()) {
      answer(connection, "");
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
      ask(client, LONG);
      answer(connection, LONG);
      client.answer().isError(502, "");
    }
  }

  @Test
  void theSpaceIsThatOfOthersOnceATunnelStands() throws IOException {
    proxy.takeHeapBut(15_000);
    proxy.takeHeapOfAnswersBut(15_000);
    List<Peer> tunnels = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Peer guest = proxy.client();
      ask(guest, LONG + UPGRADE);
      Peer connection = replica.accept();
      connection.head();
      connection.send("HTTP/1.1 101 Switching Protocols\r\n" + LONG + UPGRADE + "\r\n");
      assertThat(guest.head()).startsWith("HTTP/1.1 101 ");
      guest.send("hello");
      assertThat(connection.read(5)).isEqualTo("hello");
      tunnels.addAll(List.of(guest, connection));
    }
    for (Peer end : tunnels) {
      end.close();
    }
    proxy.awaitClients(1);
    ask(client, LONG);
    try (Peer connection = replica.accept()) {
      answer(connection, LONG);
      client.answer().keeps();
    }
  }
}
