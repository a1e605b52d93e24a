package io.ringkeeper.balancer.dataplane;

import java.time.Duration;

/** What happens next in a {@link WireScript}, as bytes (ISO 8859-1) or as the end of them. */
sealed interface WireStep {

  record ClientSends(String bytes) implements WireStep {}

  record ClientGets(String bytes) implements WireStep {}

  /** An error in the contract's shape; {@code last} if the connection ends with it. */
  record ClientGetsError(int status, String part, boolean last) implements WireStep {}

  record ClientGetsEnd() implements WireStep {}

  record ClientGetsReset() implements WireStep {}

  /** Perhaps some more of a body, but never the end of it, and then the connection is cut. */
  record ClientGetsPart() implements WireStep {}

  record ClientEndsOutput() implements WireStep {}

  record ClientCutsConnection() implements WireStep {}

  /** A further request of the same client is answered: nothing of the former is left over. */
  record ClientCanGoOn() implements WireStep {}

  record ReplicaGets(String bytes) implements WireStep {}

  /** Not one byte: what the replica sees next is the request of somebody else. */
  record ReplicaGetsNothing() implements WireStep {}

  record ReplicaGetsEnd() implements WireStep {}

  /** Perhaps some more of a body, but never the end of it, and then the connection ends. */
  record ReplicaGetsPart() implements WireStep {}

  record ReplicaSends(String bytes) implements WireStep {}

  record ReplicaCloses() implements WireStep {}

  record ReplicaCutsConnection() implements WireStep {}

  record TimePasses(Duration time) implements WireStep {}
}
