package io.ringkeeper.analysis.system;

import java.util.OptionalLong;

/** A balancer that an experiment is made with, until it is closed. */
public interface Subject extends AutoCloseable {

  Api api();

  default Replicas replicas() {
    return new Replicas(api());
  }

  /** How its replicas can be made to fail. */
  Harm harm();

  /**
   * When the balancer said, at {@code sinceNanos} or later, that another replica starts in the
   * place of this ordinal, as {@link System#nanoTime} has it; nothing if it is not heard.
   */
  OptionalLong replacedAt(int ordinal, long sinceNanos);

  @Override
  void close();
}
