package io.ringkeeper.balancer;

/** The balancer could not start; the message is one sentence for the operator. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1;

  StartException(String message) {
    super(message);
  }
}
