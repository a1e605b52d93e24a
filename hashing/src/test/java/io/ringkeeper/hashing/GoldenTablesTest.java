package io.ringkeeper.hashing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables that {@code golden.py}, our own plain reading of the papers, which shares no code with
 * the library, makes of the same members. {@link ForeignTablesTest} has those of others.
 */
class GoldenTablesTest {

  static List<String> lines() throws IOException {
    try (InputStream in = GoldenTablesTest.class.getResourceAsStream("golden.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(lines()).hasSize(18);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everySlotHasTheSameOwner(String line) throws NoSuchAlgorithmException {
    String[] parts = line.split(" ", -1);
    LookupTable table = strategy(parts[0]).build(members(parts[1]));

    assertThat(sha256(Fleets.ownerIds(table))).isEqualTo(parts[2]);
    assertThat(LongStream.range(0, 10).mapToInt(table::ownerIdOf).toArray())
        .isEqualTo(Arrays.stream(parts[3].split(",", -1)).mapToInt(Integer::parseInt).toArray());
  }

  private static Strategy strategy(String name) {
    return switch (name) {
      case "maglev" -> new MaglevStrategy();
      case "rendezvous" -> new RendezvousStrategy(RendezvousTable.NO_CAP);
      case "rendezvous:1.01" -> new RendezvousStrategy(1.01);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Members members(String text) {
    String[][] pairs =
        Arrays.stream(text.split(",", -1))
            .map(part -> (part + "*1").split("\\*", -1))
            .toArray(String[][]::new);
    return Members.weighted(
        Arrays.stream(pairs).mapToInt(pair -> Integer.parseInt(pair[0])).toArray(),
        Arrays.stream(pairs).mapToInt(pair -> Integer.parseInt(pair[1])).toArray());
  }

  static String sha256(int[] ids) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(ids.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
