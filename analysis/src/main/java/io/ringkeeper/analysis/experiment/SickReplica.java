package io.ringkeeper.analysis.experiment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A replica that answers as the sample server does until a file of its name appears in a folder;
 * from then on its heartbeat is answered with 500, and everything else as before.
 */
public final class SickReplica {

  /** The variable that names the folder. */
  static final String FOLDER = "SICK_FOLDER";

  /** The one folder of the image that can be written. */
  static final String FOLDER_IN_CONTAINER = "/tmp";

  private SickReplica() {}

  /** Settings of a balancer whose replicas are processes of this kind, sick by this folder. */
  static List<String> process(Path folder) {
    return List.of(
        "process.command=" + String.join(",", command()), "process.env." + FOLDER + "=" + folder);
  }

  /**
   * Settings of one whose replicas are containers. The balancer's image holds all programs, and
   * takes longer to start than the sample server's.
   */
  static List<String> container() {
    return List.of(
        "docker.image=ringkeeper",
        "docker.command=sick-replica",
        "start-timeout=60s",
        "docker.env." + FOLDER + "=" + FOLDER_IN_CONTAINER);
  }

  /** How to run it as a process: this Java, this jar. */
  private static List<String> command() {
    try {
      Path jar =
          Path.of(SickReplica.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx32m",
          "-Dsun.net.httpserver.nodelay=true",
          "-cp",
          jar.toString(),
          SickReplica.class.getName());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar has no path", e);
    }
  }

  /** Makes the one of this name sick. */
  static void sicken(Path folder, String name) {
    try {
      Files.createFile(folder.resolve(name));
    } catch (IOException e) {
      throw new AnalysisException("a replica cannot be made sick: " + Reason.of(e), e);
    }
  }

  /** Removes the folder. */
  static void forget(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Runs until it is ended. */
  public static void main(String[] args) throws IOException {
    Map<String, String> variables = System.getenv();
    Path sick =
        Path.of(
            variables.getOrDefault(FOLDER, "."), variables.getOrDefault("SERVER_NAME", "nobody"));
    String hello =
        "{\"message\":\"Hello from Server: %s\",\"status\":\"successful\"}"
            .formatted(variables.getOrDefault("SERVER_ID", "unknown"));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                variables.getOrDefault("HOST", "127.0.0.1"),
                Integer.parseInt(variables.getOrDefault("PORT", "0"))),
            1_024);
    server.createContext("/home", exchange -> answer(exchange, 200, hello));
    server.createContext(
        "/heartbeat", exchange -> answer(exchange, Files.exists(sick) ? 500 : 200, ""));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
