package io.ringkeeper.balancer.http;

import io.ringkeeper.balancer.config.Network;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out whom a request is from, as far as who speaks is believed: {@code X-Forwarded-For} and
 * {@code Forwarded} each say by which {@link Way} it has come. Where both are there, they have to
 * name the same client: a proxy that writes one of them may let pass what its client wrote in the
 * other, and which is which cannot be told. Where they do not, it is from whoever is connected.
 *
 * <p>Allocates nothing. Confined to one event loop.
 */
public final class ClientAddress {

  private final Way xForwardedFor;
  private final Way forwarded;

  /** Believes what these networks say. */
  public ClientAddress(List<Network> trusted) {
    this.xForwardedFor = new Way(Field.X_FORWARDED_FOR, trusted);
    this.forwarded = new Way(Field.FORWARDED, trusted);
  }

  /**
   * The 4 or 16 bytes of the address, which are not to be written to, and good until the next call.
   *
   * @param by who is connected
   */
  public byte[] find(RequestHead head, Forwarding by) {
    if (!by.trusted) {
      return by.client;
    }
    byte[] one = xForwardedFor.back(head, by.client);
    byte[] other = forwarded.back(head, by.client);
    if (one == null || other == null) {
      return one != null ? one : other != null ? other : by.client;
    }
    return Arrays.equals(one, other) ? one : by.client;
  }
}
