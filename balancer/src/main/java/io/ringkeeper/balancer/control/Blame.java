package io.ringkeeper.balancer.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which command wants a table that cannot be made. One step may end one command and begin
 * several; so the step is taken again with none of those that wait, with the first of them, with
 * the first two, until it fails. Pure, as {@link Fleet#apply} is.
 */
final class Blame {

  private Blame() {}

  /**
   * The command, which waits or is the event itself; null if it is the one in progress, or none.
   *
   * @param event what cannot be applied to the fleet
   * @param publishable whether the table can be made that a step wants
   */
  static Event.@Nullable Command find(
      Fleet fleet, Event event, long now, Predicate<Fleet.Step> publishable) {
    List<Event.Command> inTurn = inTurn(fleet, event);
    for (int count = 0; count <= inTurn.size(); count++) {
      List<Event.Command> some = new ArrayList<>(inTurn.subList(0, count));
      boolean comes = !(event instanceof Event.Command) || some.remove(event);
      Fleet.Step step = fleet.with(some).apply(comes ? event : new Event.Tick(), now);
      if (!publishable.test(step)) {
        return count == 0 ? null : inTurn.get(count - 1);
      }
    }
    return null;
  }

  private static List<Event.Command> inTurn(Fleet fleet, Event event) {
    List<Event.Command> all = new ArrayList<>(fleet.waiting());
    if (event instanceof Event.Command command) {
      boolean overtakes = command instanceof Event.Begin || command instanceof Event.Shutdown;
      all.add(overtakes ? 0 : all.size(), command);
    }
    return all;
  }
}
