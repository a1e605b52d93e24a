package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Survivor;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** What comes before the first command of a fleet. */
final class Beginning {

  private Beginning() {}

  /**
   * Hands the fleet what an earlier balancer left and what is remembered of it. What a first start
   * wants is made to last before anything is started: if it is cut off, the next balancer must not
   * take the part that it finds for the whole.
   */
  static void begin(
      long id,
      SortedSet<Integer> ordinals,
      List<Survivor> survivors,
      Memory memory,
      Consumer<Event.Begin> fleet) {
    Event.Begin begin = new Event.Begin(id, ordinals, survivors, memory.recall());
    if (begin.isFirst()) {
      memory.remember(Remembered.of(begin.ordinals()));
    }
    memory.afterwards(() -> fleet.accept(begin));
  }
}
