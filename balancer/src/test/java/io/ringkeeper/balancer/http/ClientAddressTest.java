package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** We are spoken to from 127.0.0.1; 127.0.0.0/8, 10.0.0.0/8 and fd00::/8 are trusted. */
class ClientAddressTest {

  private static final List<Network> TRUSTED =
      List.of(
          new Network(InetAddress.ofLiteral("127.0.0.0"), 8),
          new Network(InetAddress.ofLiteral("10.0.0.0"), 8),
          new Network(InetAddress.ofLiteral("fd00::"), 8));

  /** A {@code ~} begins another line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Y: 1                                      | 127.0.0.1",
        "X-Forwarded-For: 192.0.2.7                | 192.0.2.7",
        "X-Forwarded-For: 192.0.2.7:4711           | 192.0.2.7",
        "X-Forwarded-For: 2001:DB8::7              | 2001:db8::7",
        "X-Forwarded-For: [2001:db8::7]            | 2001:db8::7",
        "X-Forwarded-For: [2001:db8::7]:80         | 2001:db8::7",
        "X-Forwarded-For: ::ffff:192.0.2.7         | 192.0.2.7",
        "X-Forwarded-For: 6.6.6.6, 192.0.2.7       | 192.0.2.7",
        "X-Forwarded-For: 6.6.6.6, 192.0.2.7,10.1.2.3 , fd01::1 | 192.0.2.7",
        "X-Forwarded-For: 10.1.2.4,10.1.2.3        | 10.1.2.4",
        "X-Forwarded-For: unknown, 10.1.2.3        | 10.1.2.3",
        "X-Forwarded-For: unknown                  | 127.0.0.1",
        "X-Forwarded-For: 192.0.2.7, , 10.1.2.3    | 192.0.2.7",
        "X-Forwarded-For: 6.6.6.6,192.0.2.7 ,\t,,   | 192.0.2.7",
        "X-Forwarded-For: , ,192.0.2.7             | 192.0.2.7",
        "X-Forwarded-For: 192.0.2.7~X-Forwarded-For: , ~X-Forwarded-For: | 192.0.2.7",
        "X-Forwarded-For: , ,                      | 127.0.0.1",
        "X-Forwarded-For: 192.0.2.7:x              | 127.0.0.1",
        "X-Forwarded-For: [192.0.2.7]              | 127.0.0.1",
        "X-Forwarded-For: 1.2.3                    | 127.0.0.1",
        "X-Forwarded-For: 6.6.6.6~X-Forwarded-For: 192.0.2.7,10.1.2.3 | 192.0.2.7",
        "X-Forwarded-For: 192.0.2.7~X-Forwarded-For: 10.1.2.3 | 192.0.2.7",
        "Forwarded: for=192.0.2.7                  | 192.0.2.7",
        "Forwarded: For=192.0.2.7;proto=http       | 192.0.2.7",
        "Forwarded: proto=http; for=192.0.2.7      | 192.0.2.7",
        "Forwarded: for=6.6.6.6,for=\"[2001:db8::7]:4711\";host=a | 2001:db8::7",
        "Forwarded: for=6.6.6.6;host=\"b;for=7.7.7.7\" | 6.6.6.6",
        "Forwarded: host=\"b, for=7.7.7.7;a=\"       | 127.0.0.1",
        "Forwarded: for=_hidden                    | 127.0.0.1",
        "Forwarded: proto=http                     | 127.0.0.1",
        "Forwarded: for=192.0.2.7,for=10.1.2.3;by=10.1.2.4 | 192.0.2.7",
        "Forwarded: for=192.0.2.7 ; proto=http     | 192.0.2.7",
        "Forwarded: proto=http\t; for=192.0.2.7 ; by=_a , for=10.1.2.3 | 192.0.2.7",
        "Forwarded: ;for=192.0.2.7;;by=_a;         | 192.0.2.7",
        "Forwarded: for=192.0.2.7, ,for=10.1.2.3,  | 192.0.2.7",
        "Forwarded: for=192.0.2.7:_port            | 192.0.2.7",
        "Forwarded: for=\"[2001:db8::7]:_a.b-1\"    | 2001:db8::7",
        "Forwarded: for=192.0.2.7:_                | 127.0.0.1",
        "Forwarded: for=192.0.2.7;for=6.6.6.6      | 127.0.0.1",
        "Forwarded: for=6.6.6.6;for=7.7.7.7, for=10.1.2.3 | 10.1.2.3",
        "Forwarded: for=6.6.6.6;for=1, for=10.1.2.3 | 10.1.2.3",
        "Forwarded: for =192.0.2.7                 | 127.0.0.1",
        "Forwarded: for=\"192.0.2.7\"x             | 127.0.0.1",
        "Forwarded: for=\"192.0.2.7                | 127.0.0.1",
        "Forwarded: for=192.0.2.7;host=\"a, for=6.6.6.6;x=\\\"\" | 192.0.2.7",
        "Forwarded: for=192.0.2.7;host=\"a\\\\\", for=10.1.2.3 | 192.0.2.7",
        "Forwarded: for=6.6.6.6;host=\"x, for=192.0.2.7;host=\"h\" | 192.0.2.7",
        "Forwarded: \", for=192.0.2.7              | 192.0.2.7",
      })
  void goesBackAsLongAsEachIsTrusted(String fields, String address) {
    assertThat(find(fields, true)).isEqualTo(address);
    assertThat(find(fields, false)).isEqualTo("127.0.0.1");
  }

  /**
   * Whoever is trusted may write one of the fields, and let pass what a client wrote in the other.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "X-Forwarded-For: 192.0.2.7~Forwarded: for=192.0.2.7 | 192.0.2.7",
        "X-Forwarded-For: 192.0.2.7, 10.1.2.3~Forwarded: for=6.6.6.6, for=192.0.2.7 | 192.0.2.7",
        "X-Forwarded-For: ::ffff:192.0.2.7~Forwarded: for=192.0.2.7 | 192.0.2.7",
        "X-Forwarded-For: 2001:db8::7~Forwarded: for=\"[2001:DB8::7]\" | 2001:db8::7",
        "Forwarded: for=6.6.6.6~X-Forwarded-For: 192.0.2.7 | 127.0.0.1",
        "Forwarded: for=192.0.2.7~X-Forwarded-For: 6.6.6.6 | 127.0.0.1",
        "Forwarded: for=\"[2001:db8::7]\"~X-Forwarded-For: 2001:db8::8 | 127.0.0.1",
        "Forwarded: for=_hidden~X-Forwarded-For: 6.6.6.6 | 127.0.0.1",
        "Forwarded: proto=https~X-Forwarded-For: 6.6.6.6 | 127.0.0.1",
        "Forwarded: for=6.6.6.6~X-Forwarded-For: unknown | 127.0.0.1",
        "Forwarded: for=6.6.6.6~X-Forwarded-For: 10.1.2.3 | 127.0.0.1",
        "Forwarded: for=192.0.2.7~X-Forwarded-For:  | 192.0.2.7",
        "Forwarded: ,~X-Forwarded-For: 192.0.2.7    | 192.0.2.7",
      })
  void whereBothFieldsAreThereTheyHaveToAgree(String fields, String address) {
    assertThat(find(fields, true)).isEqualTo(address);
    assertThat(find(fields, false)).isEqualTo("127.0.0.1");
  }

  private static String find(String fields, boolean trusted) {
    String text = "GET / HTTP/1.1\r\nHost: h\r\n" + fields.replace("~", "\r\n") + "\r\n\r\n";
    byte[] bytes = text.getBytes(ISO_8859_1);
    RequestHead head = new RequestHead(1_024, HeadSpaces.ample());
    System.arraycopy(bytes, 0, head.bytes(), 0, head.room(bytes.length));
    head.append(bytes.length);
    assertThat(head.parse()).isEqualTo(Head.Progress.COMPLETE);
    byte[] found = new ClientAddress(TRUSTED).find(head, Forwardings.silent(trusted));
    return IpAddress.of(found).toString();
  }
}
