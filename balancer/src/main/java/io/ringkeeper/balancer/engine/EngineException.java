package io.ringkeeper.balancer.engine;

/** An engine cannot be used. The message is one sentence for the operator. */
public final class EngineException extends Exception {

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
