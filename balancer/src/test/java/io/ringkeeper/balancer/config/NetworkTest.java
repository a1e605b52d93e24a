package io.ringkeeper.balancer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0",
    "10.0.0.0/8, 10.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1/32, 192.0.2.1",
    "192.0.2.128/25, 192.0.2.200",
    "172.16.0.0/12, 172.31.1.1",
    "0.0.0.0/0, 255.255.255.255",
    "::ffff:10.0.0.0/104, 10.1.2.3",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:0:0/96, 1.2.3.4",
    "fd00::/8, fdff:ffff::1",
    "2001:db8::/33, 2001:db8:7fff::",
    "::1, ::1",
    "::/0, 2001:db8::1"
  })
  void holdsWhatIsIn(String network, String address) {
    assertThat(Network.parse(network).holds(bytes(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.0",
    "192.0.2.1, 192.0.2.2",
    "192.0.2.128/25, 192.0.2.127",
    "172.16.0.0/12, 172.32.0.0",
    "fd00::/8, fe00::1",
    "2001:db8::/33, 2001:db8:8000::",
    "::/0, 127.0.0.1",
    "0.0.0.0/0, ::1"
  })
  void holdsNothingElse(String network, String address) {
    assertThat(Network.parse(network).holds(bytes(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "all",
        "localhost",
        "10",
        "10.0.0",
        "10.0.0.0.",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "010.0.0.0/8",
        "256.0.0.0",
        "10.0.0.1/8",
        "::ffff:10.0.0.0/95",
        "fd00::/129",
        "fd00::1/8",
        "fd00:::/8",
        "fe80::1%eth0",
        "[::1]"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}
