package io.ringkeeper.cli;

import io.ringkeeper.server.SampleServer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to run the sample server as a process of its own: this JDK, this jar. */
final class SampleReplica {

  private SampleReplica() {}

  static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SampleServer.JVM_FLAGS);
    command.add("-cp");
    command.add(jar().toString());
    command.add(SampleServer.class.getName());
    return command;
  }

  private static Path jar() {
    try {
      return Path.of(
          SampleServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar has no path", e);
    }
  }
}
