package io.ringkeeper.analysis.system;

import java.util.OptionalLong;

/** A balancer that runs already. Its replicas are containers, or processes of this machine. */
record FoundBalancer(Api api) implements Subject {

  @Override
  public Harm harm() {
    // Names alone do not tell: somebody else's containers may have the same.
    return Harm.either(
        new ProcessHarm(Listener.on(api.address().getPort())), new DockerHarm(api::serving));
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
