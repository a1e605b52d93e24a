package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final Set<String> GIVEN = Set.of("HOST", "PORT", "SERVER_ID", "SERVER_NAME");

  public ProcessConfig {
    command = List.copyOf(command);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    require(
        command.isEmpty() || !command.getFirst().isBlank(), "the program is missing", "command");
    require(
        command.stream().allMatch(ProcessConfig::isFreeOfNul), "has a NUL character", "command");
    env.forEach(ProcessConfig::checkVariable);
  }

  private static void checkVariable(String name, String value) {
    String key = "env." + name;
    require(NAME.matcher(name).matches(), "is not the name of a variable", key);
    require(!GIVEN.contains(name), "is set by Ringkeeper, to each replica its own", key);
    require(isFreeOfNul(value), "has a NUL character", key);
  }

  private static boolean isFreeOfNul(String text) {
    return text.indexOf('\0') < 0;
  }

  /** Without the values of the variables, which may be secrets. */
  @Override
  public String toString() {
    return "ProcessConfig[command=%s, env=%s, ports=%s]".formatted(command, env.keySet(), ports);
  }
}
