package io.ringkeeper.analysis.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where balancers come from. */
public sealed interface Source extends AutoCloseable permits OwnSource, FoundSource {

  /** What a report calls it. */
  String description();

  /** Whether there is anything to be looked at, still. */
  boolean isThere();

  /** Whether it starts balancers of its own, with any settings. */
  boolean startsItsOwn();

  /** The settings that say what replicas of its own balancers are; none for child processes. */
  List<String> engine();

  /** A balancer that shares keys in this way and has so many replicas; nothing if there is none. */
  Optional<Subject> open(Setup setup, int replicas);

  /**
   * A balancer with these settings and variables, if it {@link #startsItsOwn}.
   *
   * @throws UnsupportedOperationException if it does not
   */
  Subject start(List<String> settings, Map<String, String> environment);

  /** Leaves everything as it was found. */
  @Override
  void close();
}
