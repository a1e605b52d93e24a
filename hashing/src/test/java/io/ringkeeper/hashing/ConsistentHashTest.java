package io.ringkeeper.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConsistentHashTest {

  private final ConsistentHash hash = new ConsistentHash();

  @Test
  void routesTheContractsRequests() {
    hash.addServer(3);
    hash.addServer(1);
    hash.addServer(2);

    assertThat(hash.servers()).containsExactly(1, 2, 3);
    assertThat(LongStream.range(0, 10).mapToInt(hash::getServerForKey))
        .containsExactly(1, 1, 2, 3, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void aThousandRandomHistoriesLeaveTheTableOfAFreshBuild() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new Random(seed);
      var history = new ConsistentHash();
      var members = new TreeSet<Integer>();
      for (int step = 0; step < 40; step++) {
        // Ids from a few residues, so that probing displaces many of them.
        int id = random.nextInt(40) + 512 * random.nextInt(3);
        if (members.remove(id)) {
          history.removeServer(id);
        } else {
          members.add(id);
          history.addServer(id);
        }
      }
      var oracle = new NaiveRing(512, 9, members);
      assertThat(history.servers()).as("seed %d", seed).containsExactlyElementsOf(members);
      assertThat(placed(history.ring()))
          .as("seed %d", seed)
          .isEqualTo(IntStream.range(0, 512).map(oracle::virtualServerAt).toArray());
      if (!members.isEmpty()) {
        assertThat(owners(history.ring()))
            .as("seed %d", seed)
            .isEqualTo(IntStream.range(0, 512).map(oracle::ownerIdOf).toArray());
      }
      int[] shuffled = members.descendingSet().stream().mapToInt(Integer::intValue).toArray();
      Ring fresh = Ring.of(RingShape.mission(), shuffled);
      assertThat(history.ring().digest()).as("seed %d", seed).isEqualTo(fresh.digest());
    }
  }

  @Test
  void refusesTheFiftySeventhServerAndChangesNothing() {
    IntStream.rangeClosed(1, 56).forEach(hash::addServer);
    Ring before = hash.ring();

    assertThatThrownBy(() -> hash.addServer(57)).isInstanceOf(IllegalStateException.class);

    assertThat(hash.ring()).isSameAs(before);
    hash.removeServer(56);
    hash.addServer(57);
    assertThat(hash.servers()).hasSize(56).contains(57).doesNotContain(56);
  }

  @Test
  void refusesDuplicateNegativeAndUnknownIdsAndChangesNothing() {
    hash.addServer(1);
    Ring before = hash.ring();

    assertThatThrownBy(() -> hash.addServer(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hash.addServer(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hash.removeServer(2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hash.removeServer(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(hash.ring()).isSameAs(before);
  }

  @Test
  void refusesADuplicateAsSuchAlsoWhenTheRingIsFull() {
    IntStream.rangeClosed(1, 56).forEach(hash::addServer);
    assertThatThrownBy(() -> hash.addServer(56)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void acceptsHugeIdsAndIdsThatAgreeModuloTheSlots() {
    hash.addServer(Integer.MAX_VALUE);
    hash.addServer(1);
    hash.addServer(513);

    assertThat(hash.servers()).containsExactly(1, 513, Integer.MAX_VALUE);
    assertThat(LongStream.range(0, 512).mapToInt(hash::getServerForKey))
        .contains(1, 513, Integer.MAX_VALUE);
  }

  @Test
  void everyKeyHasAnOwnerAlsoANegativeOne() {
    hash.addServer(1);
    hash.addServer(2);

    // H(-1) = 18 and H(-2^63) = 17 mod 512: both before slot 26, where server 1 stands.
    assertThat(hash.getServerForKey(-1)).isEqualTo(1);
    assertThat(hash.getServerForKey(Long.MIN_VALUE)).isEqualTo(1);
    // H(-510) = H(2) = 27 mod 512, where server 2 stands.
    assertThat(hash.getServerForKey(-510)).isEqualTo(2);
  }

  @Test
  void anEmptyRingHasNoServerForAKey() {
    assertThat(hash.servers()).isEmpty();
    assertThatThrownBy(() -> hash.getServerForKey(1)).isInstanceOf(IllegalStateException.class);
    hash.addServer(1);
    hash.removeServer(1);
    assertThatThrownBy(() -> hash.getServerForKey(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesAnotherShape() {
    var small = new ConsistentHash(new RingShape(4, 2, key -> key, (id, j) -> id + 2L * j));
    small.addServer(0);
    small.addServer(1);

    assertThat(LongStream.range(0, 4).mapToInt(small::getServerForKey)).containsExactly(0, 1, 0, 1);
    assertThatThrownBy(() -> small.addServer(2)).isInstanceOf(IllegalStateException.class);
  }

  private static int[] placed(Ring ring) {
    return IntStream.range(0, 512).map(ring::virtualServerAt).toArray();
  }

  private static int[] owners(Ring ring) {
    return IntStream.range(0, 512).map(slot -> ring.idAt(ring.ownerOf(slot))).toArray();
  }
}
