package io.ringkeeper.balancer.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds out which command wants a table that cannot be made. One step may end one command and begin
 * several; so the step is taken again with none of those that wait, with the first of them, with
 * the first two, until it fails. Pure, as {@link Fleet#apply} is.
 */
final class Blame {

  /** Whom it is up to. */
  sealed interface Culprit {

    /** A command that waits, or is the event itself. */
    record InTurn(Event.Command command) implements Culprit {}

    /** What is done anyway: the command in progress, if there is one. */
    record InProgress() implements Culprit {}

    /** Nobody: every table can be made now, so that what failed has passed. */
    record Nobody() implements Culprit {}
  }

  private Blame() {}

  /**
   * Finds the culprit.
   *
   * @param event what cannot be applied to the fleet
   * @param publishable whether the table can be made that a step wants
   */
  static Culprit find(Fleet fleet, Event event, long now, Predicate<Fleet.Step> publishable) {
    List<Event.Command> inTurn = inTurn(fleet, event);
    for (int count = 0; count <= inTurn.size(); count++) {
      List<Event.Command> some = new ArrayList<>(inTurn.subList(0, count));
      boolean comes = !(event instanceof Event.Command) || some.remove(event);
      Fleet.Step step = fleet.with(some).apply(comes ? event : new Event.Tick(), now);
      if (!publishable.test(step)) {
        return count == 0 ? new Culprit.InProgress() : new Culprit.InTurn(inTurn.get(count - 1));
      }
    }
    return new Culprit.Nobody();
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
