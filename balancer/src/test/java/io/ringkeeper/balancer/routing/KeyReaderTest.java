package io.ringkeeper.balancer.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.ringkeeper.balancer.config.KeySource;
import io.ringkeeper.balancer.http.Forwardings;
import io.ringkeeper.balancer.http.Head;
import io.ringkeeper.balancer.http.HeadSpaces;
import io.ringkeeper.balancer.http.RequestHead;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyReaderTest {

  private static final long FALLBACK = 424_242;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "header:X-Id          | /a         | X-ID: k      | k",
        "header:X-Id          | /a         | X-Id:        | -",
        "header:X-Id          | /a         | Y: k         | -",
        "cookie:sid           | /a         | Cookie: sid=k               | k",
        "cookie:sid           | /a         | Cookie: a=1; xsid=2; sid=k ; b=3 | k",
        "cookie:sid           | /a         | Cookie: SID=1; sid=k=v      | k=v",
        "cookie:sid           | /a         | Cookie: sid=                | -",
        "cookie:sid           | /a         | Cookie: sid= ; sid=k        | k",
        "cookie:sid           | /a         | Cookie: sid                 | -",
        "cookie:sid           | /a         | Y: sid=k                    | -",
        "query:q              | /a?q=k     | Y: 1 | k",
        "query:q              | /a?xq=1&q=k%20v&q=2 | Y: 1 | k%20v",
        "query:q              | /a?q=      | Y: 1 | -",
        "query:q              | /a?q=&q=k  | Y: 1 | k",
        "query:q              | /a?        | Y: 1 | -",
        "query:q              | /q=k       | Y: 1 | -",
        "path                 | /a/b?q=1   | Y: 1 | /a/b",
        "path                 | http://h/a?b | Y: 1 | /a",
        "path                 | http://h     | Y: 1 | /",
        "path                 | http://h?q   | Y: 1 | /",
        "path-prefix:1        | http://h     | Y: 1 | /",
        "path-prefix:2        | HTTP://h?q=/a/b | Y: 1 | /",
        "path-prefix:1        | /a/b/c?d/e | Y: 1 | /a",
        "path-prefix:2        | /a/b/c     | Y: 1 | /a/b",
        "path-prefix:2        | /a/b/      | Y: 1 | /a/b",
        "path-prefix:2        | /a?b/c/d   | Y: 1 | /a",
        "path-prefix:1        | /          | Y: 1 | /",
        "header:A,cookie:c    | /a         | Cookie: c=k  | k",
        "header:A,random,path | /a         | B: k         | -",
        "random               | /a         | B: k         | -",
      })
  void takesTheFirstSourceThatIsThere(
      String sources, String target, String field, @Nullable String key) {
    List<KeySource> list = Arrays.stream(sources.split(",", -1)).map(KeySource::parse).toList();
    assertThat(list.toString().replaceAll("[\\[\\] ]", "")).isEqualTo(sources);

    long expected = FALLBACK;
    if (key != null) {
      byte[] bytes = key.getBytes(ISO_8859_1);
      expected = RoutingKey.of(bytes, 0, bytes.length);
    }
    assertThat(read(list, head(target, field))).isEqualTo(expected);
  }

  private static long read(List<KeySource> sources, RequestHead head) {
    AffinityCookie.Settings affinity =
        new AffinityCookie.Settings("sid", List.of(new byte[16]), "");
    return new KeyReader(sources, List.of(), affinity)
        .read(head, Forwardings.silent(false), FALLBACK);
  }

  @Test
  void whatACookieIsToHoldIsANumberOfItsOwnWhereThereIsNoOtherKey() {
    RequestHead head = head("/a", "Y: 1");
    List<KeySource> sources = List.of(new KeySource.Affinity(), new KeySource.Random());
    long large = 0;
    for (int i = 0; i < 100; i++) {
      long number = read(sources, head);
      assertThat(number).isNotNegative();
      large |= number;
    }
    assertThat(large).as("64 bits but one").isGreaterThan(1L << 62);
    assertThat(read(List.of(new KeySource.Random()), head)).isEqualTo(FALLBACK);
  }

  @Test
  void takesAnAddressByItsFirstBits() {
    RequestHead head = head("/a", "Y: 1");
    byte[] address = {127, 0, 0, 1};
    assertThat(read(List.of(KeySource.parse("client-ip")), head)).isEqualTo(xxh3(address));
    byte[] network = {127, 0, 0, 0};
    assertThat(read(List.of(KeySource.parse("client-ip:10/64")), head)).isEqualTo(xxh3(network));

    ClientKey key = new ClientKey(new KeySource.ClientIp(24, 61));
    byte[] long6 = InetAddress.ofLiteral("2001:db8:1:f:a::1").getAddress();
    byte[] prefix = InetAddress.ofLiteral("2001:db8:1:8::").getAddress();
    assertThat(key.of(long6)).isEqualTo(xxh3(prefix)).isEqualTo(key.of(prefix));
    assertThat(key.of(new byte[] {'1', '2', '3', '4'}))
        .isEqualTo(xxh3(new byte[] {'1', '2', '3', 0}));
  }

  private static long xxh3(byte[] bytes) {
    return Hashing.xxh3_64().hashBytesToLong(bytes);
  }

  private static RequestHead head(String target, String field) {
    String text = "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n";
    byte[] bytes = text.getBytes(ISO_8859_1);
    RequestHead head = new RequestHead(1_024, HeadSpaces.ample());
    int count = head.room(bytes.length);
    System.arraycopy(bytes, 0, head.bytes(), head.length(), count);
    head.append(count);
    assertThat(head.parse()).isEqualTo(Head.Progress.COMPLETE);
    return head;
  }
}
