package io.ringkeeper.balancer.http;

/** What is told of clients, in tests. */
public final class Forwardings {

  private Forwardings() {}

  /** Nothing is added but a request id where there is none. */
  public static Forwarding silent(boolean trusted) {
    IpAddress loopback = IpAddress.of(new byte[] {127, 0, 0, 1});
    Origin origin = new Origin(loopback, 4711, loopback, 80);
    return new Forwarding(new Forwarding.Rules(false, false, false, true), origin, trusted);
  }
}
