package io.ringkeeper.balancer.control;

/**
 * What the operator wants of a replica. Only commands change it, and there is no way back; what an
 * earlier balancer left and nobody wants begins as Gone:
 *
 * <pre>
 *            removed, has traffic              drained, or out of time
 *   Active ───────────────────────► Draining ──────────────────────────► Gone ──► (let go)
 *      └──────────────────────────────────────────────────────────────────▲    exit confirmed
 *                            removed, has none
 * </pre>
 *
 * Times are {@link io.ringkeeper.balancer.time.Clock} nanoseconds.
 */
sealed interface Wanted {

  /** It is to serve; whoever dies is replaced. */
  record Active() implements Wanted {}

  /** It is to finish what it has in flight, at the latest by {@code until}. */
  record Draining(long until) implements Wanted {}

  /** It is to exit; it has been told so, and will be told again at {@code stopAgain}. */
  record Gone(long stopAgain) implements Wanted {}

  Wanted ACTIVE = new Active();
}
