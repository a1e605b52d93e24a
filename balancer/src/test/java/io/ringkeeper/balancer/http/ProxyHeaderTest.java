package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What we say at the beginning of a connection, and what we understand; with Netty as a judge. */
class ProxyHeaderTest {

  private static final String V4 = "PROXY TCP4 192.0.2.1 198.51.100.2 4711 443\r\n";
  private static final String V6 = "PROXY TCP6 2001:db8::1 ::2 65535 0\r\n";
  private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
  private static final String V4_BYTES = bytes("c0000201 c6336402 1267 01bb");
  private static final String V6_BYTES =
      bytes("20010db8000000000000000000000001 00000000000000000000000000000002 ffff 0000");

  /** A header, and what it tells; {@code ?} where it tells nothing, empty where it is refused. */
  static Stream<List<String>> headers() {
    return Stream.of(
        List.of(V4, "192.0.2.1:4711 > 198.51.100.2:443"),
        List.of(V6, "2001:db8::1:65535 > ::2:0"),
        List.of("PROXY TCP6 ::ffff:192.0.2.1 ::2 1 2\r\n", "192.0.2.1:1 > ::2:2"),
        List.of("PROXY UNKNOWN\r\n", "?"),
        List.of("PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n", "?"),
        List.of("PROXY UNKNOWN" + " x".repeat(46) + "\r\n", "?"),
        List.of("PROXY UNKNOWN" + " x".repeat(46) + " \r\n", ""),
        List.of("PROXY UNKNOWNS\r\n", ""),
        List.of("PROXY UNKNOWN a\rb\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 4711 443\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 4711 443 \r\n", ""),
        List.of("PROXY TCP4  192.0.2.1 198.51.100.2 4711 443\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 4711\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 4711 443 1\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 4711 65536\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 -1 443\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 +1 443\r\n", ""),
        List.of("PROXY TCP4 192.0.2.1 198.51.100.2 01 443\r\n", ""),
        List.of("PROXY TCP4 192.0.2.01 198.51.100.2 1 443\r\n", ""),
        List.of("PROXY TCP4 192.0.2.256 198.51.100.2 1 443\r\n", ""),
        List.of("PROXY TCP4 ::1 ::2 1 443\r\n", ""),
        List.of("PROXY TCP6 192.0.2.1 198.51.100.2 1 443\r\n", ""),
        List.of("PROXY TCP6 [::1] [::2] 1 443\r\n", ""),
        List.of("PROXY UDP4 192.0.2.1 198.51.100.2 4711 443\r\n", ""),
        List.of("PROXY tcp4 192.0.2.1 198.51.100.2 4711 443\r\n", ""),
        List.of("proxy TCP4 192.0.2.1 198.51.100.2 4711 443\r\n", ""),
        List.of("PROXY\r\n", ""),
        List.of("GET / HTTP/1.1\r\nHost: h\r\n\r\n", ""),
        List.of("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", ""),
        List.of(v2(0x21, 0x11, V4_BYTES), "192.0.2.1:4711 > 198.51.100.2:443"),
        List.of(v2(0x21, 0x21, V6_BYTES), "2001:db8::1:65535 > ::2:0"),
        List.of(v2(0x21, 0x11, V4_BYTES + bytes("040001ff")), "192.0.2.1:4711 > 198.51.100.2:443"),
        List.of(
            v2(0x21, 0x11, V4_BYTES + bytes("04ea60") + "x".repeat(60_000)),
            "192.0.2.1:4711 > 198.51.100.2:443"),
        List.of(v2(0x20, 0x00, ""), "?"),
        List.of(v2(0x20, 0x11, V4_BYTES), "?"),
        List.of(v2(0x21, 0x00, ""), "?"),
        List.of(v2(0x21, 0x12, V4_BYTES), "?"),
        List.of(v2(0x21, 0x31, "x".repeat(216)), "?"),
        List.of(v2(0x21, 0x31, "x".repeat(215)), ""),
        List.of(v2(0x21, 0x11, V4_BYTES.substring(1)), ""),
        List.of(v2(0x21, 0x21, V4_BYTES), ""),
        List.of(v2(0x21, 0x41, V4_BYTES), ""),
        List.of(v2(0x21, 0x13, V4_BYTES), ""),
        List.of(v2(0x22, 0x11, V4_BYTES), ""),
        List.of(v2(0x11, 0x11, V4_BYTES), ""),
        List.of(SIGNATURE.replace('Q', 'X') + v2(0x20, 0, "").substring(12), ""));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void understandsWhatTheProtocolSays(List<String> header) {
    assertThat(read(header.getFirst())).isEqualTo(header.getLast());
  }

  @ParameterizedTest
  @MethodSource("headers")
  void neverTakesABehindByte(List<String> header) {
    String text = header.getFirst();
    if (!header.getLast().isEmpty()) {
      assertThat(read(text + "GET")).isEqualTo(header.getLast());
      assertThat(read(text.substring(0, text.length() - 1))).isNull();
    }
  }

  @Test
  void nothingThatWeUnderstandIsReadDifferentlyByNetty() {
    List<String> seeds = headers().map(List::getFirst).filter(text -> text.length() < 400).toList();
    Random random = new Random(4711);
    int understood = 0;
    for (int i = 0; i < 30_000; i++) {
      String text = i < seeds.size() ? seeds.get(i) : mutated(seeds, random);
      String ours = read(text);
      if (ours != null && !ours.isEmpty()) {
        understood++;
        assertThat(NettyProxyHeader.read(text + "GET")).as(text).isIn(ours, "no answer");
      }
    }
    assertThat(understood).isGreaterThan(1000);
  }

  private static String mutated(List<String> seeds, Random random) {
    StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
        default -> text.insert(at, text.charAt(at));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 198.51.100.2, 192.0.2.1:4711 > 198.51.100.2:443",
    "2001:db8::1, ::2, 2001:db8::1:4711 > ::2:443",
    "192.0.2.1, ::2, ?"
  })
  void saysWhatOthersUnderstand(String client, String reached, String told) {
    Origin origin = new Origin(address(client), 4711, address(reached), 443);
    for (byte[] header : List.of(ProxyHeader.v1(origin), ProxyHeader.v2(origin))) {
      String text = new String(header, ISO_8859_1);
      assertThat(read(text)).isEqualTo(told);
      assertThat(NettyProxyHeader.read(text)).isEqualTo(told);
    }
  }

  @Test
  void saysThatAConnectionIsOurOwn() {
    assertThat(ProxyHeader.v1()).asString(ISO_8859_1).isEqualTo("PROXY UNKNOWN\r\n");
    assertThat(ProxyHeader.v2()).asString(ISO_8859_1).isEqualTo(v2(0x20, 0, ""));
  }

  /** What the header tells; empty where it is refused, null where it is not complete. */
  static @Nullable String read(String text) {
    ProxyHeaderReader reader = new ProxyHeaderReader();
    for (byte b : text.getBytes(ISO_8859_1)) {
      switch (reader.read(b)) {
        case INCOMPLETE -> {}
        case REFUSED -> {
          return "";
        }
        case COMPLETE -> {
          Origin origin = reader.origin();
          return origin == null ? "?" : text(origin);
        }
      }
    }
    return null;
  }

  private static String text(Origin origin) {
    return "%s:%d > %s:%d"
        .formatted(origin.client(), origin.clientPort(), origin.reached(), origin.reachedPort());
  }

  private static IpAddress address(String text) {
    byte[] bytes = Bytes.ascii(text);
    IpAddress address = IpAddress.read(text.indexOf(':') >= 0, bytes, 0, bytes.length);
    assertThat(address).isNotNull();
    return address;
  }

  private static String v2(int command, int protocol, String rest) {
    int length = rest.length();
    char[] fixed = {(char) command, (char) protocol, (char) (length >> 8), (char) (length & 0xff)};
    return SIGNATURE + new String(fixed) + rest;
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
  }
}
