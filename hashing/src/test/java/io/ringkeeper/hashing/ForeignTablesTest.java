package io.ringkeeper.hashing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Maglev tables that others have made, with and without weights: how members take slots in turns is
 * no invention of ours. What is ours is where a member's wishes begin, so that they are given here.
 *
 * <p>{@code envoy.txt} was made by the code of Envoy (Apache License 2.0; commit 004303a5 of {@code
 * source/common/upstream/maglev_lb.cc}), with its hashes. {@code envoy.cc} is the recipe; nothing
 * of Envoy's code is in it. Two of the tables, of 7 and 17 slots, are those that Envoy's own tests
 * expect ({@code maglev_lb_test.cc}, {@code Basic} and {@code Weighted}), from which we know that
 * the recipe is right; the others have as many slots as ours.
 *
 * <p>The table of the paper is the example in its section 3.4: three backends and seven slots. Its
 * numbers are quoted.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi16/technical-sessions/presentation/eisenbud">
 *     D. Eisenbud et al.: Maglev: A Fast and Reliable Software Network Load Balancer, NSDI 2016</a>
 */
class ForeignTablesTest {

  /** A host of Envoy's: where its wishes begin, how far each is from the one before. */
  record Host(int offset, int skip, int weight) {}

  /** A line of the file, {@code 7 2:4*1,3:6*1 SHA 2,4,0}; members are places in the list. */
  record Foreign(int slots, List<Host> hosts, String hash, List<Integer> first) {

    static Foreign parse(String line) {
      String[] parts = line.split(" ", -1);
      return new Foreign(
          Integer.parseInt(parts[0]),
          Arrays.stream(parts[1].split(",", -1)).map(Foreign::host).toList(),
          parts[2],
          numbers(parts[3], ","));
    }

    private static Host host(String text) {
      List<Integer> numbers = numbers(text, "[:*]");
      return new Host(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private static List<Integer> numbers(String text, String separator) {
      return Arrays.stream(text.split(separator, -1)).map(Integer::valueOf).toList();
    }

    int[] each(ToIntFunction<Host> what) {
      return hosts.stream().mapToInt(what).toArray();
    }

    Members members() {
      return Members.weighted(IntStream.range(0, hosts.size()).toArray(), each(Host::weight));
    }

    @Override
    public String toString() {
      return "%d slots, %s".formatted(slots, members());
    }
  }

  static List<Foreign> all() throws IOException {
    try (InputStream in = ForeignTablesTest.class.getResourceAsStream("envoy.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8).lines().map(Foreign::parse).toList();
    }
  }

  static List<Foreign> asLargeAsOurs() throws IOException {
    return all().stream().filter(table -> table.slots == MaglevTable.SLOTS).toList();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(all()).hasSize(9);
    assertThat(asLargeAsOurs()).hasSize(7);
  }

  @ParameterizedTest
  @MethodSource("asLargeAsOurs")
  void membersTakeTheSlotsThatTheyHaveInEnvoy(Foreign envoy) throws NoSuchAlgorithmException {
    int[] owners =
        MaglevTable.fill(envoy.members(), envoy.each(Host::offset), envoy.each(Host::skip));

    assertThat(Arrays.copyOf(owners, 17)).containsExactly(ints(envoy.first));
    assertThat(GoldenTablesTest.sha256(owners)).isEqualTo(envoy.hash);
  }

  /** And so our oracle is theirs, which knows tables of any size. */
  @ParameterizedTest
  @MethodSource("all")
  void soTheyDoInTheOracle(Foreign envoy) throws NoSuchAlgorithmException {
    Map<Integer, Integer> members = new TreeMap<>();
    Map<Integer, List<Integer>> wishes = new TreeMap<>();
    for (int place = 0; place < envoy.hosts.size(); place++) {
      Host host = envoy.hosts.get(place);
      members.put(place, host.weight);
      wishes.put(place, NaiveTables.wishes(envoy.slots, host.offset, host.skip));
    }
    List<Integer> owners = NaiveTables.maglev(envoy.slots, members, wishes);

    assertThat(owners).startsWith(envoy.first.toArray(Integer[]::new));
    assertThat(GoldenTablesTest.sha256(ints(owners))).isEqualTo(envoy.hash);
  }

  @Test
  void theOracleMakesTheTableOfThePaper() {
    Map<Integer, List<Integer>> permutations =
        Map.of(
            0, List.of(3, 0, 4, 1, 5, 2, 6),
            1, List.of(0, 2, 4, 6, 1, 3, 5),
            2, List.of(3, 4, 5, 6, 0, 1, 2));

    assertThat(NaiveTables.maglev(7, alike(0, 1, 2), permutations))
        .containsExactly(1, 0, 1, 0, 2, 2, 0);
    assertThat(NaiveTables.maglev(7, alike(0, 2), permutations))
        .containsExactly(0, 0, 0, 0, 2, 2, 2);
  }

  private static Map<Integer, Integer> alike(Integer... ids) {
    return Arrays.stream(ids).collect(Collectors.toMap(id -> id, any -> 1));
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> number).toArray();
  }
}
