package io.ringkeeper.balancer.engine.process;

import java.util.List;
import java.util.Map;

/**
 * What every replica of a {@link ProcessEngine} has in common. An empty command, a variable without
 * a proper name and ports that are no range are refused by an {@link IllegalArgumentException}.
 *
 * @param command the program and its arguments, each passed as it is: no shell reads them
 * @param env added to the few variables that a replica inherits; {@code HOST}, {@code PORT}, {@code
 *     SERVER_ID} and {@code SERVER_NAME} are the engine's
 * @param firstPort the lowest port a replica may get, from 1
 * @param lastPort the highest, to 65535
 */
public record ProcessSettings(
    List<String> command, Map<String, String> env, int firstPort, int lastPort) {

  public ProcessSettings {
    command = List.copyOf(command);
    env = Map.copyOf(env);
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw new IllegalArgumentException("the command is empty: name a program to run");
    }
    for (String name : env.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "'" + name + "' cannot name an environment variable: use letters, digits and _");
      }
    }
    if (firstPort < 1 || lastPort > 65_535 || firstPort > lastPort) {
      throw new IllegalArgumentException(
          "%d-%d is no range of ports: give two numbers from 1 to 65535, the lower one first"
              .formatted(firstPort, lastPort));
    }
  }
}
