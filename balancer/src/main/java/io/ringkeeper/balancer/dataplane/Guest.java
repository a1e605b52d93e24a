package io.ringkeeper.balancer.dataplane;

/** Somebody who is connected to the public port. */
interface Guest {

  /** Looks at every limit of time. */
  void sweep(long now);

  /** Takes no further request; what is idle ends now. */
  void stopAfterAnswer();

  /** Ends whatever goes on. */
  void cutOff();
}
