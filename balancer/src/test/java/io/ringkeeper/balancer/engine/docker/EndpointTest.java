package io.ringkeeper.balancer.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.ConfigException;
import io.ringkeeper.balancer.config.DockerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void isConfiguredElseOfTheEnvironmentElseTheUsual() throws ConfigException {
    Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://b:2375");
    assertThat(Endpoint.of(config("docker.host=tcp://a:1"), environment)).hasToString("tcp://a:1");
    assertThat(Endpoint.of(config(), environment)).hasToString("tcp://b:2375");
    assertThat(Endpoint.of(config(), Map.of())).hasToString("unix:///var/run/docker.sock");
    assertThat(Endpoint.of(config(), Map.of()).certificates()).isEmpty();
  }

  @Test
  void speaksTlsWhereCertificatesAreNamed() throws ConfigException {
    assertThat(
            Endpoint.of(config("docker.cert-path=/a"), Map.of("DOCKER_CERT_PATH", "/b"))
                .certificates())
        .contains(Path.of("/a"));
    assertThat(Endpoint.of(config(), Map.of("DOCKER_CERT_PATH", "/b")).certificates())
        .contains(Path.of("/b"));
    assertThat(
            Endpoint.of(config(), Map.of("DOCKER_TLS_VERIFY", "1", "HOME", "/users/me"))
                .certificates())
        .contains(Path.of("/users/me/.docker"));
  }

  @Test
  void knowsWhetherItIsOnThisMachine() {
    assertThat(at("unix:///x").isLocal()).isTrue();
    assertThat(at("tcp://localhost:1").isLocal()).isTrue();
    assertThat(at("tcp://127.0.0.9:1").isLocal()).isTrue();
    assertThat(at("tcp://[::1]:1").isLocal()).isTrue();
    assertThat(at("tcp://10.0.0.1:1").isLocal()).isFalse();
    assertThat(at("tcp://docker:1").isLocal()).isFalse();
  }

  private static Endpoint at(String host) {
    return new Endpoint(host, Optional.empty());
  }

  private static DockerConfig config(String... sets) throws ConfigException {
    return Config.load(null, Map.of(), List.of(sets)).docker();
  }
}
