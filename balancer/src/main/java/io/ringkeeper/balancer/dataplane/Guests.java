package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one event loop, in a row. A sweep goes along it, a few of them at a time, while
 * they come and go: to look at thousands in one go would hold up everybody else. Confined to the
 * loop.
 *
 * <pre>
 *   first ◄─► … ◄─► │ next ◄─► … ◄─► last
 *   seen by a sweep │ still to be seen      ◄── whoever comes
 * </pre>
 */
final class Guests {

  /** Where one of them stands. */
  private static final class Place {

    final Guest guest;
    @Nullable Place before;
    @Nullable Place after;

    Place(Guest guest) {
      this.guest = guest;
    }
  }

  /** How many are seen between two looks at the clock. */
  private static final int STEP = 8;

  /** What a part of a sweep may take, in nanoseconds. */
  static final long MOST_NANOS = 200_000;

  private final Clock clock;
  private final IdentityHashMap<Guest, Place> places = new IdentityHashMap<>();
  private @Nullable Place first;
  private @Nullable Place last;
  private @Nullable Place next;

  Guests(Clock clock) {
    this.clock = clock;
  }

  int size() {
    return places.size();
  }

  /** Appends one who is not there. */
  void add(Guest guest) {
    Place place = new Place(guest);
    places.put(guest, place);
    place.before = last;
    if (last == null) {
      first = place;
    } else {
      last.after = place;
    }
    last = place;
  }

  /** One who may be there leaves. */
  void remove(Guest guest) {
    Place place = places.remove(guest);
    if (place != null) {
      unlink(place, place.before, place.after);
    }
  }

  private void unlink(Place place, @Nullable Place before, @Nullable Place after) {
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    if (next == place) {
      next = after;
    }
  }

  /** A sweep begins. */
  void beginSweep() {
    next = first;
  }

  /** Whether there are some whom the sweep has not seen. */
  boolean isSweepUnderWay() {
    return next != null;
  }

  /**
   * The sweep goes on: so many look at their limits of time, if so many are left. Fewer, but at
   * least {@value #STEP}, if that takes more than {@link #MOST_NANOS}, as it does where the time of
   * many is up, who came together and leave together.
   */
  void sweepNext(int most, long now) {
    long begun = clock.nanos();
    for (int seen = 0; seen < most && next != null; seen++) {
      if (seen > 0 && seen % STEP == 0 && clock.nanos() - begun > MOST_NANOS) {
        return;
      }
      Guest guest = next.guest;
      next = next.after; // first, for it may leave now, and take others with it
      guest.sweep(now);
    }
  }

  /** All who are there now; they may leave while the caller goes through them. */
  List<Guest> all() {
    List<Guest> all = new ArrayList<>(places.size());
    for (Place place = first; place != null; place = place.after) {
      all.add(place.guest);
    }
    return all;
  }
}
