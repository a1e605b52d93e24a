package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "192.0.2.255, 192.0.2.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80:0:0:0:1::, fe80::1:0:0:0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void writesWhatItHasRead(String text, String written) {
    assertThat(read(text)).hasToString(written).isEqualTo(read(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "::g", "1:2", ":::"})
  void readsNothingElse(String text) {
    byte[] bytes = Bytes.ascii(text);
    assertThat(IpAddress.read(text.indexOf(':') >= 0, bytes, 0, bytes.length)).isNull();
  }

  @Test
  void agreesWithOthers() throws UnknownHostException {
    Random random = new Random(4711);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(20); zero > 0 && bytes.length == 16; zero--) {
        int group = random.nextInt(8);
        Arrays.fill(bytes, 2 * group, 2 * group + 2, (byte) 0);
      }
      InetAddress other = InetAddress.getByAddress(bytes);
      IpAddress ours = IpAddress.of(bytes);
      assertThat(ours).hasToString(NetUtil.toAddressString(other));
      assertThat(read(ours.toString()).bytes()).isEqualTo(other.getAddress());
      assertThat(read(other.getHostAddress())).isEqualTo(ours);
    }
  }

  private static IpAddress read(String text) {
    byte[] bytes = Bytes.ascii(text);
    IpAddress address = IpAddress.read(text.indexOf(':') >= 0, bytes, 0, bytes.length);
    assertThat(address).as(text).isNotNull();
    return address;
  }
}
