package io.ringkeeper.balancer.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen or to connect to, as it was written: {@code 127.0.0.1:5000}, {@code
 * localhost:5000} or {@code [::1]:5000}. Nothing is looked up until {@link #resolve}.
 *
 * @param host a name or a literal address, IPv6 without brackets
 * @param port 0..65535; 0 means any free port and suits listeners only
 */
public record Address(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9._-]{0,252})|\\[([0-9A-Fa-f:.]+)]):([0-9]{1,5})");

  static Address parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(3)) > 65535) {
      throw new IllegalArgumentException(
          "'%s' is not an address (write host:port, such as 127.0.0.1:5000 or [::1]:5000)"
              .formatted(text));
    }
    String name = form.group(1);
    return new Address(name != null ? name : form.group(2), Integer.parseInt(form.group(3)));
  }

  static Optional<Address> parseUnlessOff(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(parse(text));
  }

  /** Whether only this machine can reach it; a name other than {@code localhost} is not trusted. */
  public boolean isLoopback() {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException notALiteral) {
      return false;
    }
  }

  /** Looks the host up, which may block; unresolved if there is no such host. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
