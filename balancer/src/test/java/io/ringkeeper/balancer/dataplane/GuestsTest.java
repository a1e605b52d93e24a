package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {

  private long nanos;
  private final Guests guests = new Guests(() -> nanos);
  private final List<Named> seen = new ArrayList<>();

  /** Does something when it is looked at. */
  private final class Named implements Guest {

    private final int name;
    private Runnable then = () -> {};

    Named(int name) {
      this.name = name;
    }

    @Override
    public void sweep(long now) {
      seen.add(this);
      then.run();
    }

    @Override
    public void stopAfterAnswer() {
      guests.remove(this);
    }

    @Override
    public void cutOff() {
      guests.remove(this);
    }

    @Override
    public String toString() {
      return String.valueOf(name);
    }
  }

  private List<Named> come(int count) {
    List<Named> those = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      those.add(new Named(i));
      guests.add(those.get(i));
    }
    return those;
  }

  private void sweepAll() {
    guests.beginSweep();
    while (guests.isSweepUnderWay()) {
      guests.sweepNext(1, 0);
    }
  }

  @Test
  void aSweepSeesAFewAtATime() {
    List<Named> all = come(5);
    assertThat(guests.isSweepUnderWay()).isFalse();
    guests.beginSweep();
    guests.sweepNext(2, 0);
    assertThat(seen).isEqualTo(all.subList(0, 2));
    guests.sweepNext(2, 0);
    assertThat(guests.isSweepUnderWay()).isTrue();
    guests.sweepNext(2, 0);
    assertThat(guests.isSweepUnderWay()).isFalse();
    guests.sweepNext(2, 0);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aSweepPausesWhereManyHaveMuchToDo() {
    List<Named> all = come(20);
    all.forEach(guest -> guest.then = () -> nanos += Guests.MOST_NANOS / 4);
    guests.beginSweep();
    guests.sweepNext(20, 0);
    assertThat(seen).isEqualTo(all.subList(0, 8));
    guests.sweepNext(20, 0);
    assertThat(seen).isEqualTo(all.subList(0, 16));
    guests.sweepNext(20, 0);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void whoeverIsNextMayLeave() {
    List<Named> all = come(4);
    guests.beginSweep();
    guests.sweepNext(1, 0);
    guests.remove(all.get(1));
    guests.sweepNext(1, 0);
    guests.remove(all.get(3));
    assertThat(guests.isSweepUnderWay()).isFalse();
    assertThat(seen).containsExactly(all.get(0), all.get(2));
  }

  @Test
  void whoeverIsSeenMayLeaveAndTakeOthersAlong() {
    List<Named> all = come(4);
    all.get(1).then =
        () -> {
          guests.remove(all.get(0));
          guests.remove(all.get(1));
          guests.remove(all.get(2));
        };
    sweepAll();
    assertThat(seen).containsExactly(all.get(0), all.get(1), all.get(3));
    sweepAll();
    assertThat(seen).endsWith(all.get(1), all.get(3), all.get(3));
  }

  @Test
  void whoeverFailsDoesNotHoldUpTheRest() {
    List<Named> all = come(3);
    all.get(1).then =
        () -> {
          throw new IllegalStateException("a defect");
        };
    guests.beginSweep();
    for (int i = 0; i < 2; i++) {
      try {
        guests.sweepNext(3, 0);
      } catch (IllegalStateException e) {
        assertThat(seen).isEqualTo(all.subList(0, 2));
      }
    }
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void whoeverComesMeanwhileIsSeenToo() {
    come(2);
    guests.beginSweep();
    guests.sweepNext(1, 0);
    Named late = new Named(2);
    guests.add(late);
    guests.sweepNext(2, 0);
    assertThat(seen).endsWith(late).hasSize(3);
    guests.add(new Named(3));
    assertThat(guests.isSweepUnderWay()).isFalse();
  }

  @Test
  void allMayLeaveAtOnce() {
    come(3);
    guests.all().forEach(Guest::cutOff);
    assertThat(guests.size()).isZero();
    assertThat(guests.all()).isEmpty();
    guests.remove(new Named(0));
    sweepAll();
    assertThat(seen).isEmpty();
  }

  /** Compared with a set of which every sweep takes a copy. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nobodyIsForgotten(long seed) {
    Random random = new Random(seed);
    Set<Guest> there = new LinkedHashSet<>();
    List<Guest> toSee = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          Named next = new Named(i);
          guests.add(next);
          there.add(next);
          if (guests.isSweepUnderWay()) {
            toSee.add(next);
          }
        }
        case 1 -> {
          List<Guest> all = guests.all();
          if (!all.isEmpty()) {
            Guest leaving = all.get(random.nextInt(all.size()));
            guests.remove(leaving);
            there.remove(leaving);
            toSee.remove(leaving);
          }
        }
        default -> {
          if (!guests.isSweepUnderWay()) {
            assertThat(toSee).isEmpty();
            guests.beginSweep();
            toSee.addAll(there);
          }
          seen.clear();
          int most = random.nextInt(5);
          guests.sweepNext(most, 0);
          List<Guest> expected = toSee.subList(0, Math.min(most, toSee.size()));
          assertThat(seen).isEqualTo(expected);
          expected.clear();
        }
      }
      assertThat(guests.all()).containsExactlyElementsOf(there);
    }
  }
}
