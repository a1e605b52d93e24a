package io.ringkeeper.analysis.system;

import java.util.Optional;

/** How replicas are made to fail, from outside. */
public interface Harm {

  /** Ends the replica of this name at once, without a word. */
  Optional<Runnable> kill(String name);

  /** Stops it where it stands: its connections stay open and nothing is answered. */
  Optional<Runnable> freeze(String name);

  /** The first where it knows the replica, else the second. */
  static Harm either(Harm first, Harm second) {
    return new Harm() {
      @Override
      public Optional<Runnable> kill(String name) {
        return first.kill(name).or(() -> second.kill(name));
      }

      @Override
      public Optional<Runnable> freeze(String name) {
        return first.freeze(name).or(() -> second.freeze(name));
      }
    };
  }
}
