package io.ringkeeper.analysis.system;

import java.util.Optional;
import java.util.OptionalLong;

/** A balancer that runs already. Its replicas are containers, or processes of this machine. */
record FoundBalancer(Api api) implements Subject {

  @Override
  public Harm harm() {
    Harm containers = new DockerHarm();
    Harm processes = new ProcessHarm();
    return new Harm() {
      @Override
      public Optional<Runnable> kill(String name) {
        return containers.kill(name).or(() -> processes.kill(name));
      }

      @Override
      public Optional<Runnable> freeze(String name) {
        return containers.freeze(name).or(() -> processes.freeze(name));
      }
    };
  }

  @Override
  public OptionalLong replacedAt(int ordinal, long sinceNanos) {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    // it goes on
  }
}
