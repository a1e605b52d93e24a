package io.ringkeeper.balancer.config;

/**
 * Where connections begin with a header of the PROXY protocol.
 *
 * @param accept whether those of trusted networks to us do
 * @param send which header ours to replicas begin with
 */
public record ProxyProtocol(boolean accept, Send send) {

  /** The version that is sent. */
  public enum Send {
    OFF,
    V1,
    V2
  }
}
