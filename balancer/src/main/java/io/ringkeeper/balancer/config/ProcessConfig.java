package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the process engine runs a replica.
 *
 * @param command the program and its arguments; empty means the sample server
 * @param env further variables of its environment, in the order written
 * @param ports the loopback ports that replicas are given
 */
public record ProcessConfig(List<String> command, Map<String, String> env, PortRange ports) {

  /** POSIX; a shell, which starts every replica, drops all others. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  public ProcessConfig {
    command = List.copyOf(command);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    require(
        command.isEmpty() || !command.getFirst().isBlank(), "the program is missing", "command");
    require(command.stream().allMatch(Variables::isFreeOfNul), "has a NUL character", "command");
    Variables.check(env, NAME);
  }

  /** Without the values of the variables, which may be secrets. */
  @Override
  public String toString() {
    return "ProcessConfig[command=%s, env=%s, ports=%s]".formatted(command, env.keySet(), ports);
  }
}
