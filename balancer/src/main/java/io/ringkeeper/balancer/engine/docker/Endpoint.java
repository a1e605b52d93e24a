package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a Docker engine listens.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}; not yet checked
 * @param certificates the folder of the files for TLS; empty for a plain connection
 */
public record Endpoint(String host, Optional<Path> certificates) {

  private static final String USUAL = "unix:///var/run/docker.sock";

  /** The engine that the configuration names, else the environment, as for Docker's own tools. */
  public static Endpoint of(DockerConfig config, Map<String, String> environment) {
    String host = config.host();
    if (host.isEmpty()) {
      host = environment.getOrDefault("DOCKER_HOST", "");
    }
    return new Endpoint(host.isEmpty() ? USUAL : host, certificates(config, environment));
  }

  private static Optional<Path> certificates(DockerConfig config, Map<String, String> environment) {
    String path = config.certPath();
    if (path.isEmpty()) {
      path = environment.getOrDefault("DOCKER_CERT_PATH", "");
    }
    if (path.isEmpty() && !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return Optional.of(Path.of(environment.getOrDefault("HOME", "/"), ".docker"));
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
  }

  URI uri() {
    return URI.create(host);
  }

  boolean isUnix() {
    return host.startsWith("unix:");
  }

  /** Whether what listens there is on this machine, as far as one can tell from its name. */
  boolean isLocal() {
    if (isUnix()) {
      return true;
    }
    String name = String.valueOf(uri().getHost());
    if (name.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException notALiteral) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host;
  }
}
