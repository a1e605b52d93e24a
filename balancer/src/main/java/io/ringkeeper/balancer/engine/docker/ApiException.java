package io.ringkeeper.balancer.engine.docker;

/** What the Docker engine did not do. The message is one short clause for the operator. */
final class ApiException extends Exception {

  /** What can be done about it. */
  enum Kind {
    /** No answer, or none in time: perhaps it was done, perhaps not. Worth another try. */
    NO_ANSWER,
    /** What was named is not there. */
    NOT_FOUND,
    /** It is taken, or something else is being done to it. */
    CONFLICT,
    /** The engine will not, for a reason that it gives. */
    REFUSED
  }

  private final Kind kind;

  ApiException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ApiException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  String clause() {
    return String.valueOf(getMessage());
  }
}
