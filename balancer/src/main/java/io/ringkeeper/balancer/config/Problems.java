package io.ringkeeper.balancer.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong so far. */
final class Problems {

  private final List<String> lines = new ArrayList<>();

  void add(String origin, String message) {
    lines.add(origin + ": " + message);
  }

  /** Of a setting, by its path; not repeated where the origin says it already. */
  void add(String origin, String path, String message) {
    add(origin, origin.endsWith(" " + path) ? message : path + ": " + message);
  }

  void throwIfAny() throws ConfigException {
    if (!lines.isEmpty()) {
      throw new ConfigException(lines);
    }
  }
}
