package io.ringkeeper.analysis.system;

import java.nio.file.Path;
import java.util.Optional;

/** How replicas are made to fail, from outside. */
public interface Harm {

  /** Where they are out of reach. */
  Harm NONE =
      new Harm() {
        @Override
        public Optional<Runnable> kill(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Runnable> freeze(String name) {
          return Optional.empty();
        }
      };

  /** Ends the replica of this name at once, without a word. */
  Optional<Runnable> kill(String name);

  /** Stops it where it stands: its connections stay open and nothing is answered. */
  Optional<Runnable> freeze(String name);

  /** Puts a file where it can see it, in a folder of its own; nothing if it has none. */
  default Optional<Runnable> put(Path file, String name, String folder) {
    return Optional.empty();
  }

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
