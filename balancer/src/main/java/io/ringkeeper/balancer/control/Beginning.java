package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.engine.Survivor;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What comes before the first command of a fleet. */
final class Beginning {

  private Beginning() {}

  /**
   * Hands the fleet what an earlier balancer left and what is remembered of it. What a first start
   * wants is made to last before anything is started: if it is cut off, the next balancer must not
   * take the part that it finds for the whole.
   */
  static void begin(
      long id, int replicas, List<Survivor> survivors, Memory memory, Consumer<Event.Begin> fleet) {
    Event.Begin begin = new Event.Begin(id, replicas, survivors, memory.recall());
    if (begin.isFirst()) {
      memory.remember(Remembered.of(firstOrdinals(replicas)));
    }
    memory.afterwards(() -> fleet.accept(begin));
  }

  static SortedSet<Integer> firstOrdinals(int count) {
    return IntStream.rangeClosed(1, count).boxed().collect(Collectors.toCollection(TreeSet::new));
  }
}
