package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.http.Forwarding;
import io.ringkeeper.balancer.http.Origin;

/**
 * The client of a connection, as replicas are told of it.
 *
 * @param origin its address, which is not that of our peer if that is a proxy that tells
 * @param forwarding what each request says of it
 * @param header what a connection to a replica begins with; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Caller(Origin origin, Forwarding forwarding, byte[] header) {

  /** The client's address as text, without its port. */
  byte[] address() {
    return forwarding.address();
  }
}
