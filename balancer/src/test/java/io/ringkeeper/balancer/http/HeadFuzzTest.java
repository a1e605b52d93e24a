package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A small part of what {@code make fuzz} does: what is known, and some mutations of it. */
class HeadFuzzTest {

  private static final List<byte[]> SEEDS = FuzzSeeds.all();
  private static final int MUTATIONS = 30_000;

  @Test
  void readersAgreeOnAllThatTheScriptsSend() {
    assertThat(SEEDS).hasSizeGreaterThan(400).allSatisfy(HeadFuzz::fuzzerTestOneInput);
  }

  @Test
  void readersAgreeOnMutations() {
    long seed = Long.getLong("ringkeeper.seed", 1);
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutation(random);
      try {
        HeadFuzz.fuzzerTestOneInput(input);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + new String(input, ISO_8859_1), e);
      }
    }
  }

  @Test
  void nettyReadsABodyWhereNoneIsAnnouncedAndSoWeRefuse() {
    String handshake =
        "GET / HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n";
    byte[] stream = (handshake + "GET / HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(ISO_8859_1);
    Message its = NettyReader.requests(stream).at(0);
    assertThat(its).isNotNull().extracting(Message::body).isEqualTo("GET / HT");
    assertThat(OurReader.requests(stream, stream.length)).isEmpty();
  }

  @Test
  void disagreementIsFound() {
    byte[] stream = "GET /a HTTP/1.0\r\nA: b\r\n\r\n".getBytes(ISO_8859_1);
    Message right = new Message(List.of("GET", "/a", "HTTP/1.0"), List.of("a:b"), "");
    NettyReader.Reading netty = NettyReader.requests(stream);
    HeadFuzz.requireSame(netty, List.of(right));
    assertDisagreement(netty, new Message(List.of("GET", "/b", "HTTP/1.0"), List.of("a:b"), ""));
    assertDisagreement(netty, new Message(right.start(), List.of("a:c"), ""));
    assertDisagreement(netty, new Message(right.start(), List.of(), ""));
    assertDisagreement(netty, right.with("body"));
    assertThatThrownBy(() -> HeadFuzz.requireSame(netty, List.of(right, right)))
        .hasMessageContaining("Netty reads null");
  }

  private static void assertDisagreement(NettyReader.Reading netty, Message wrong) {
    assertThatThrownBy(() -> HeadFuzz.requireSame(netty, List.of(wrong)))
        .hasMessageContaining("Netty reads");
  }

  /** A seed of which some bytes are replaced, left out, repeated, or taken from another. */
  private static byte[] mutation(Random random) {
    StringBuilder text = new StringBuilder(seed(random));
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(12));
      String other = seed(random);
      int from = random.nextInt(other.length() + 1);
      String borrowed = other.substring(from, Math.min(other.length(), from + random.nextInt(40)));
      switch (random.nextInt(4)) {
        case 0 -> text.replace(at, to, String.valueOf((char) random.nextInt(256)));
        case 1 -> text.delete(at, to);
        case 2 -> text.insert(at, text.substring(at, to));
        default -> text.replace(at, to, borrowed);
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static String seed(Random random) {
    return new String(SEEDS.get(random.nextInt(SEEDS.size())), ISO_8859_1);
  }
}
