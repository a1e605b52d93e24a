package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel's memory is not used up by clients that do not read. */
@EnabledOnOs(OS.LINUX)
class UnsentTest {

  /** What the last write, begun below the limit, may take beyond it. */
  private static final long STRIDE = 256 * 1024;

  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);

  UnsentTest() throws IOException {}

  @Test
  void keepsLittleInTheKernelForAClientThatDoesNotRead() throws Exception {
    try (Peer client = Peer.connectNarrow(proxy.address)) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      try (Peer connection = replica.accept()) {
        connection.head();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + Flood.SIZE + "\r\n\r\n");
        Flood flood = new Flood(connection, Flood.SIZE, Peer::close);
        flood.awaitStandstill();
        assertThat(unsent(proxy.address.getPort(), client.localPort()))
            .isBetween(1L, Transport.MOST_UNSENT + STRIDE);
        client.head();
        Flood.read(client, Flood.SIZE);
        flood.awaitDone();
      }
    }
  }

  /** In bytes: what the kernel has for the socket with these ports, from {@code proc(5)}. */
  private static long unsent(int from, int to) throws IOException {
    Pattern socket = Pattern.compile(":%04X [0-9A-F]+:%04X .. ([0-9A-F]+):".formatted(from, to));
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      Matcher found = socket.matcher(Files.readString(Path.of(table)));
      if (found.find()) {
        return Long.parseLong(found.group(1), 16);
      }
    }
    throw new AssertionError("no connection from " + from + " to " + to);
  }
}
