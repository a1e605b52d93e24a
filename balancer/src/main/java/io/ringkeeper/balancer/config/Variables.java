package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The environment variables that an operator gives to replicas. */
final class Variables {

  private static final Set<String> GIVEN = Set.of("HOST", "PORT", "SERVER_ID", "SERVER_NAME");

  private Variables() {}

  /** Refuses names of another form, Ringkeeper's own, and values that no system could pass on. */
  static void check(Map<String, String> env, Pattern names) {
    env.forEach((name, value) -> {
      String key = "env." + name;
      require(names.matcher(name).matches(), "is not the name of a variable", key);
      require(!GIVEN.contains(name), "is set by Ringkeeper, to each replica its own", key);
      require(isFreeOfNul(value), "has a NUL character", key);
    });
  }

  static boolean isFreeOfNul(String text) {
    return text.indexOf('\0') < 0;
  }
}
