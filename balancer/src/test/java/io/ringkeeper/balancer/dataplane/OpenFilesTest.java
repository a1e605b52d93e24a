package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @AutoClose private final ScriptedReplica first = new ScriptedReplica();
  @AutoClose private final ScriptedReplica second = new ScriptedReplica();
  @AutoClose private final ScriptedReplica third = new ScriptedReplica();
  private final List<ScriptedReplica> replicas = List.of(first, second, third);

  OpenFilesTest() throws IOException {}

  @ParameterizedTest
  @CsvSource({
    "'Max processes    94   94   processes\nMax open files  200  4096  files', 200",
    "Max open files    unlimited    unlimited    files, 9223372036854775807",
    "'', 9223372036854775807"
  })
  void areReadFromTheKernelsTable(String table, long most) {
    assertThat(OpenFiles.most(table)).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "200, 68", "1024, 448", "20000, 8750", "9223372036854775807, 2147483647"})
  void aPartIsHeldBack(long most, int eachSide) {
    assertThat(new OpenFiles(most).eachSide()).isEqualTo(eachSide);
  }

  /** Whatever the order of the pools is: each has to make room for the one before it in turn. */
  @Test
  void whatHasBeenIdleForLongestMakesRoom() throws IOException {
    Settings settings = new Settings();
    settings.files = new OpenFiles(68);
    try (ProxyUnderTest proxy =
            new ProxyUnderTest(settings, ProxyUnderTest.NONE, first, second, third);
        Peer client = proxy.client()) {
      Peer oldest = ask(proxy, client, 1);
      proxy.pass(Duration.ofSeconds(1));
      Peer older = ask(proxy, client, 2);
      for (int ordinal : new int[] {3, 1, 2, 3}) {
        proxy.pass(Duration.ofSeconds(1));
        Peer fresh = ask(proxy, client, ordinal);
        oldest.expectEnd();
        oldest.close();
        oldest = older;
        older = fresh;
      }
      oldest.close();
      older.close();
    }
  }

  /** The connection to this replica, idle again. */
  private Peer ask(ProxyUnderTest proxy, Peer client, int ordinal) throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(ordinal) + "\r\n");
    Peer connection = replicas.get(ordinal - 1).accept();
    connection.head();
    connection.send(OK);
    client.answer();
    return connection;
  }

  @Test
  void whereTheyAreUsedUpAnIdleConnectionMakesRoomForAnother() throws IOException {
    Settings settings = new Settings();
    settings.files = new OpenFiles(66);
    try (ProxyUnderTest proxy = new ProxyUnderTest(settings, ProxyUnderTest.NONE, first, second);
        Peer client = proxy.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(1) + "\r\n");
      try (Peer idle = first.accept()) {
        idle.head();
        idle.send(OK);
        client.answer();
        client.send("GET / HTTP/1.1\r\nHost: h\r\n" + proxy.ownedBy(2) + "\r\n");
        try (Peer other = second.accept()) {
          other.head();
          idle.expectEnd();
          other.send(OK);
          assertThat(client.answer().body()).isEqualTo("ok");
        }
      }
    }
  }
}
