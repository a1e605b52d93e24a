package io.ringkeeper.balancer.config;

import java.util.List;

/** The configuration is wrong; the message has all problems that were found, one on each line. */
public final class ConfigException extends Exception {

  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong and where, one sentence each, at least one. */
  public List<String> problems() {
    return problems;
  }
}
