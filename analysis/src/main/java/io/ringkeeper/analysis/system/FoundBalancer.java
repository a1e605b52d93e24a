package io.ringkeeper.analysis.system;

import java.util.OptionalLong;

/** A balancer that runs already. Its replicas are containers, or processes of this machine. */
record FoundBalancer(Api api) implements Subject {

  @Override
  public Harm harm() {
    return Harm.either(new DockerHarm(), new ProcessHarm(Listener.on(api.address().getPort())));
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
