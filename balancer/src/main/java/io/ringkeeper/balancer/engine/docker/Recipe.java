package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a replica's container is made from. All of it is data; no shell reads any of it. */
final class Recipe {

  private final String fleet;
  private final DockerConfig config;

  Recipe(String fleet, DockerConfig config) {
    this.fleet = fleet;
    this.config = config;
  }

  /** The command that makes one, with its port published on the loopback or not at all. */
  CreateContainerCmd command(DockerClient client, ReplicaSpec spec, boolean published) {
    HostConfig host = host();
    CreateContainerCmd command =
        client
            .createContainerCmd(config.image())
            .withName(spec.name())
            .withHostName(spec.name())
            .withAliases(spec.name())
            .withLabels(Labels.of(fleet, spec, config.labels()))
            .withEnv(env(spec));
    if (published) {
      ExposedPort port = ExposedPort.tcp(config.port());
      String loopback = Addresses.LOOPBACK.getHostAddress();
      host.withPortBindings(new PortBinding(Ports.Binding.bindIp(loopback), port));
      command.withExposedPorts(port);
    }
    if (!config.command().isEmpty()) {
      command.withCmd(new ArrayList<>(config.command()));
    }
    return command.withHostConfig(host);
  }

  private HostConfig host() {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode(config.network())
            .withRestartPolicy(RestartPolicy.noRestart());
    if (config.memory().bytes() > 0) {
      host.withMemory(config.memory().bytes());
    }
    if (config.cpus().nanos() > 0) {
      host.withNanoCPUs(config.cpus().nanos());
    }
    return host;
  }

  private List<String> env(ReplicaSpec spec) {
    Map<String, String> env = new HashMap<>(config.env());
    env.put("HOST", "0.0.0.0");
    env.put("PORT", Integer.toString(config.port()));
    env.put("SERVER_ID", spec.serverId());
    env.put("SERVER_NAME", spec.name());
    return env.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }
}
