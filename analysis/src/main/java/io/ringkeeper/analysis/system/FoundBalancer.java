package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.OptionalLong;

/** A balancer that runs already. Its replicas are containers, or processes of this machine. */
record FoundBalancer(Api api) implements Subject {

  /** Names alone do not tell: somebody else's replicas may have the same. */
  @Override
  public Harm harm() {
    if (!isHere(api.address())) {
      return Harm.NONE; // processes and containers of this machine are not its replicas
    }
    Harm processes = new ProcessHarm(Listener.on(api.address().getPort()));
    Optional<About> about = api.about();
    if (about.isEmpty()) { // it is of a version that does not say
      return Harm.either(processes, DockerHarm.ofWhoServes(api::serving));
    }
    return switch (about.get().engine()) {
      case "process" -> processes;
      case "docker" -> DockerHarm.of(about.get().fleet());
      default -> Harm.NONE; // somebody else runs them
    };
  }

  private static boolean isHere(InetSocketAddress port) {
    InetAddress address = port.getAddress();
    if (address == null) {
      return false; // there is no host of this name
    }
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
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
