package io.ringkeeper.analysis.system;

import java.util.Optional;

/** How replicas are made to fail, from outside. */
public interface Harm {

  /** Ends the replica of this name at once, without a word. */
  Optional<Runnable> kill(String name);

  /** Stops it where it stands: its connections stay open and nothing is answered. */
  Optional<Runnable> freeze(String name);
}
