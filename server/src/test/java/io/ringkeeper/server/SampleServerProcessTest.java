package io.ringkeeper.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program as a user starts it: a child process, its environment, its signals. */
class SampleServerProcessTest {

  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    children.forEach(Process::destroyForcibly);
  }

  @Test
  void onSigtermAnswersWhatIsInFlightAndExitsZero() throws Exception {
    Process child = start(Map.of("HOST", "127.0.0.1", "PORT", "0", "SERVER_ID", "3"));
    BufferedReader output = child.inputReader();
    String line = output.readLine();
    assertThat(line).startsWith("server 3 listens on 127.0.0.1:");
    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    try (var uploader = new Wire(port);
        var idle = new Wire(port)) {
      uploader.send("POST /home HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
      String greeting = idle.send("GET /home HTTP/1.1\r\nHost: a\r\n\r\n").hearUntil("}");
      assertThat(greeting).contains("Hello from Server: 3");
      child.destroy();
      assertThat(idle.hearAll()).isEmpty(); // closed: it has seen the signal
      assertThat(uploader.send("b").hearAll()).startsWith("HTTP/1.1 404 ");
    }
    assertThat(exitCode(child)).isZero();
  }

  @Test
  void saysInOneSentenceThatThePortIsNoPort() throws Exception {
    Process child = start(Map.of("PORT", "70000"));
    assertThat(errors(child))
        .containsExactly(
            "ringkeeper server: PORT='70000' is no port: give a number from 1 to 65535");
    assertThat(exitCode(child)).isEqualTo(2);
  }

  @Test
  void saysInOneSentenceThatTheHostIsUnknown() throws Exception {
    Process child = start(Map.of("HOST", "no such host", "PORT", "0"));
    assertThat(errors(child)).singleElement().asString().contains("HOST='no such host' is unknown");
    assertThat(exitCode(child)).isEqualTo(2);
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Process child = start(Map.of("HOST", "127.0.0.1", "PORT", port));
      assertThat(errors(child))
          .singleElement()
          .asString()
          .startsWith(
              "ringkeeper server: cannot listen on 127.0.0.1:" + port + ": Address already");
      assertThat(exitCode(child)).isEqualTo(1);
    }
  }

  private Process start(Map<String, String> environment) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SampleServer.JVM_FLAGS);
    var location = SampleServer.class.getProtectionDomain().getCodeSource().getLocation();
    command.addAll(List.of("-cp", Path.of(location.toURI()).toString()));
    command.add(SampleServer.class.getName());
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process child = builder.start();
    children.add(child);
    return child;
  }

  private static List<String> errors(Process child) throws IOException {
    return child.errorReader().lines().toList();
  }

  private static int exitCode(Process child) throws InterruptedException {
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).as("exits").isTrue();
    return child.exitValue();
  }
}
