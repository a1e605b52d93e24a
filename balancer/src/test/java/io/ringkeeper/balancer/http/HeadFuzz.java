package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes: we read them as the {@link SlowReader} does, wherever they are split, and nothing that
 * we accept is read in another way by Netty, neither as it came nor as we would pass it on. Jazzer
 * calls {@link #fuzzerTestOneInput}; {@link HeadFuzzTest} does so, too, with what is kept.
 */
public final class HeadFuzz {

  private HeadFuzz() {}

  /** Throws if two readers disagree. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, ISO_8859_1);
    int whole = Math.max(1, input.length);
    List<Message> requests = OurReader.requests(input, whole);
    agree("The oracle", SlowReader.requests(text), requests);
    agree("Who gets single bytes", OurReader.requests(input, 1), requests);
    List<Message> answers = OurReader.answers(input, whole);
    agree("The oracle", SlowReader.answers(text), answers);
    agree("Who gets single bytes", OurReader.answers(input, 1), answers);
    agree("The oracle", SlowReader.chunks(text), OurReader.chunks(input));
    if (!requests.isEmpty()) {
      requireSame(NettyReader.requests(input), requests);
      requireForwarded(NettyReader.requests(OurReader.forwarded(input)), requests);
    }
    if (!answers.isEmpty()) {
      requireSame(NettyReader.answers(input), answers);
    }
  }

  /** Netty reads the same, until it finds fault with something, or we do. */
  static void requireSame(NettyReader.Reading netty, List<Message> ours) {
    for (int i = 0; i < ours.size() && !netty.refusesAt(i); i++) {
      Message our = ours.get(i).sense();
      boolean last = our.body() == null || our.start().contains("101"); // it may change protocols
      Message its = netty.at(i);
      agree("Netty", its == null || !last ? its : its.with(our.body()), our);
      if (last) {
        return;
      }
    }
  }

  /** Of what a replica gets, Netty reads as many requests, with the same bodies. */
  private static void requireForwarded(NettyReader.Reading netty, List<Message> ours) {
    for (int i = 0; i < ours.size() && !netty.refusesAt(i); i++) {
      Message our = ours.get(i);
      Message its = netty.at(i);
      if (our.body() == null) {
        agree("Behind what was passed on, Netty", its, null);
      } else {
        agree("Of what was passed on, Netty", its == null ? null : its.body(), our.body());
      }
    }
  }

  private static void agree(String who, @Nullable Object other, @Nullable Object ours) {
    if (!Objects.equals(other, ours)) {
      throw new IllegalStateException(who + " reads " + other + "\nbut we read " + ours);
    }
  }
}
