package io.ringkeeper.analysis.experiment;

import java.util.Optional;

/** Prepares a failure of the replica of this name; nothing if it is out of reach. */
@FunctionalInterface
interface FaultMaker {

  Optional<Runnable> make(Failure kind, String name);
}
