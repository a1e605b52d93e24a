package io.ringkeeper.balancer.control;

import java.util.List;

/** How a command ended. */
public sealed interface Outcome {

  /**
   * The command was carried out.
   *
   * @param serving the names of all replicas that take traffic now, by ordinal
   */
  record Done(List<String> serving) implements Outcome {
    public Done {
      serving = List.copyOf(serving);
    }
  }

  /**
   * The command was not carried out, or not to the end.
   *
   * @param message one sentence for the operator, without a prefix
   */
  record Refused(Kind kind, String message) implements Outcome {}

  /** Whose fault a refusal is. */
  enum Kind {
    /** The command itself makes no sense. */
    BAD_REQUEST,
    /** There is no room for it. */
    CONFLICT,
    /** The world did not follow in time. */
    UNAVAILABLE,
    /** The engine cannot start or stop replicas. */
    NOT_SUPPORTED
  }
}
