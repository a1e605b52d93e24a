package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.config.Network;
import io.ringkeeper.balancer.config.ProxyProtocol;
import io.ringkeeper.balancer.http.Forwarding;
import io.ringkeeper.balancer.http.IpAddress;
import io.ringkeeper.balancer.http.Origin;
import io.ringkeeper.balancer.http.ProxyHeader;
import java.util.List;

/**
 * What is believed of clients, and told of them.
 *
 * @param trusted whose word is taken
 * @param rules what is told in each request
 * @param proxyProtocol what connections begin with
 */
public record ForwardingSettings(
    List<Network> trusted, Forwarding.Rules rules, ProxyProtocol proxyProtocol) {

  private static final byte[] NOTHING = {};

  public ForwardingSettings {
    trusted = List.copyOf(trusted);
  }

  /** What the configuration says. */
  public static ForwardingSettings of(Config config) {
    Config.Forwarded forwarded = config.forwarded();
    Forwarding.Rules rules =
        new Forwarding.Rules(
            forwarded == Config.Forwarded.X_FORWARDED || forwarded == Config.Forwarded.BOTH,
            forwarded == Config.Forwarded.RFC7239 || forwarded == Config.Forwarded.BOTH,
            config.via(),
            config.requestId() == Config.RequestId.KEEP);
    return new ForwardingSettings(config.trusted(), rules, config.proxyProtocol());
  }

  boolean trusts(IpAddress address) {
    byte[] bytes = address.bytes();
    return trusted.stream().anyMatch(network -> network.holds(bytes));
  }

  /** Whether a connection from there begins with a header that says whom it is from. */
  boolean isIntroduced(IpAddress peer) {
    return proxyProtocol.accept() && trusts(peer);
  }

  /** Whether a connection to a replica says whom it is from, and so is of use to nobody else. */
  boolean introduces() {
    return proxyProtocol.send() != ProxyProtocol.Send.OFF;
  }

  Caller caller(Origin origin, boolean believed) {
    byte[] header =
        switch (proxyProtocol.send()) {
          case OFF -> NOTHING;
          case V1 -> ProxyHeader.v1(origin);
          case V2 -> ProxyHeader.v2(origin);
        };
    return new Caller(origin, new Forwarding(rules, origin, believed), header);
  }
}
