package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;

/**
 * Whoever answers the request that a {@link ClientConnection} is reading, or has taken the whole
 * connection over. Called on its event loop; ends by telling it {@code answered} or {@code abort}.
 */
sealed interface RequestHandler permits Exchange, LocalExchange, Tunnel {

  /** The head is complete. If no body follows, the request is too. */
  void begin(boolean bodyFollows);

  /** A piece of the body, with its chunk framing if it has any; the handler releases it. */
  void body(ByteBuf part);

  /** The body is complete. */
  void bodyEnd();

  /** Whether a part of an answer has been written, so that no other can be given any more. */
  boolean isAnswering();

  /** All that had arrived by now has been handed over: a good moment to flush. */
  void readComplete();

  /** The client is gone, or no longer to be trusted: let go of everything. */
  void cancel();

  /** The client reads again after it was slow, or has become slow. */
  void clientWritabilityChanged(boolean writable);

  /** Nothing has moved for as long as is allowed. */
  void timedOut();

  /** Ten times a second: a look at limits of its own. */
  void sweep(long now);
}
