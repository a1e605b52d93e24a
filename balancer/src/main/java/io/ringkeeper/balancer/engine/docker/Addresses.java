package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a replica listens, from what the engine says of its container. */
final class Addresses {

  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private Addresses() {}

  /**
   * Null where it cannot be reached at all.
   *
   * @param network its place on the fleet's network, if it has one
   * @param publicPort what its port is published as, if it is
   */
  static @Nullable InetSocketAddress of(
      boolean published,
      @Nullable ContainerNetwork network,
      @Nullable Integer publicPort,
      int port) {
    if (published) {
      return publicPort == null ? null : new InetSocketAddress(LOOPBACK, publicPort);
    }
    if (network == null) {
      return null;
    }
    String address = network.getIpAddress();
    if (address == null || address.isEmpty()) {
      address = network.getGlobalIPv6Address();
    }
    return address == null || address.isEmpty()
        ? null
        : new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
