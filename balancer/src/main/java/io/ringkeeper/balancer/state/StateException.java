package io.ringkeeper.balancer.state;

/** The state of a fleet cannot be kept or understood. The message is one sentence. */
public final class StateException extends Exception {

  private static final long serialVersionUID = 1;

  StateException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
