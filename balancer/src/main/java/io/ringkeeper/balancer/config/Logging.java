package io.ringkeeper.balancer.config;

/**
 * What the log says and how it looks.
 *
 * @param level the least important lines that are written
 * @param color when lines are coloured
 */
public record Logging(Level level, Color color) {

  /** How important a line is, the most important first. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** When lines are coloured. */
  public enum Color {
    /** On a terminal only. */
    AUTO,
    ALWAYS,
    NEVER
  }
}
