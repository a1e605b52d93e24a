package io.ringkeeper.analysis.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ringkeeper.analysis.load.ReplicaName.InBody;
import io.ringkeeper.analysis.load.ReplicaName.InHeader;
import io.ringkeeper.analysis.load.ReplicaName.Nowhere;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;

/**
 * Who gave an answer, and how many each gave. Replicas mostly say the same again and again, so that
 * short bodies are remembered with the name that the pattern found in them, and the pattern is
 * hardly ever asked. Confined to one thread.
 */
final class Replicas {

  private static final int SAMPLE_BYTES = 4096;
  private static final int MAX_NAMES = 10_000;
  private static final int PLACES = 1024; // a power of 2

  private final ReplicaName how;
  private final Map<String, Replica> byName = new HashMap<>();
  private final Seen[] seen = new Seen[PLACES];
  private final CRC32C checksum = new CRC32C();

  Replicas(ReplicaName how) {
    this.how = how;
  }

  /** One that has answered; without a name, those that did not say who they are. */
  static final class Replica {

    final String name;
    private long answers;

    Replica(String name) {
      this.name = name;
    }

    void count() {
      answers++;
    }
  }

  /** A body, and who sends it. */
  private static final class Seen {

    final byte[] body;
    final Replica replica;

    Seen(byte[] body, Replica replica) {
      this.body = body;
      this.replica = replica;
    }
  }

  /** An answer's reader that keeps what is needed to tell. */
  AnswerReader reader() {
    return switch (how) {
      case InBody _ -> new AnswerReader(SAMPLE_BYTES, "");
      case InHeader(String name) -> new AnswerReader(0, name);
      case Nowhere _ -> new AnswerReader(0, "");
    };
  }

  Replica of(AnswerReader answer) {
    return switch (how) {
      case InBody body -> inBody(body, answer.sample(), answer.sampled());
      case InHeader _ -> named(answer.field());
      case Nowhere _ -> named("");
    };
  }

  private Replica inBody(InBody how, byte[] body, int length) {
    checksum.reset();
    checksum.update(body, 0, length);
    int place = (int) checksum.getValue() & (PLACES - 1);
    Seen before = seen[place];
    if (before != null && Arrays.equals(before.body, 0, before.body.length, body, 0, length)) {
      return before.replica;
    }
    Matcher matcher = how.pattern().matcher(new String(body, 0, length, ISO_8859_1));
    String name = matcher.find() ? matcher.group(1) : "";
    Replica replica = named(name == null ? "" : name);
    seen[place] = new Seen(Arrays.copyOf(body, length), replica);
    return replica;
  }

  /** A pattern that finds another name in every answer would otherwise fill the memory. */
  private Replica named(String name) {
    Replica known = byName.get(name);
    if (known != null) {
      return known;
    }
    String shown = byName.size() < MAX_NAMES ? name : "(others)";
    return byName.computeIfAbsent(shown, Replica::new);
  }

  void forEach(BiConsumer<String, Long> each) {
    byName.values().stream()
        .filter(replica -> replica.answers > 0 && !replica.name.isEmpty())
        .forEach(replica -> each.accept(replica.name, replica.answers));
  }
}
