package io.ringkeeper.balancer.control;

import io.ringkeeper.balancer.control.Blame.Culprit;
import io.ringkeeper.balancer.engine.Engine;
import io.ringkeeper.balancer.engine.Survivor;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.time.Clock;
import io.ringkeeper.hashing.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Its thread takes one event from the {@link Inbox}, lets the {@link Fleet} decide,
 * publishes one table and carries out the effects; nobody else changes anything, and nothing here
 * waits for the engine or for a request.
 *
 * <p>Commands may be given from any thread. Their futures complete when what they changed is
 * remembered, on the control thread or on the memory's: what is chained to them must not block.
 */
public final class Controller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** The longest wait without a tick; also the pause after a turn that failed. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final Engine engine;
  private final Prober prober;
  private final CurrentTable table;
  private final Traffic traffic;
  private final Memory memory;
  private final Clock clock;
  private final Handles handles;
  private final AtomicLong commands = new AtomicLong();
  private final Map<Long, CompletableFuture<Outcome>> pending = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().name("control").unstarted(this::run);
  private volatile boolean closed;
  private volatile SortedMap<Integer, Integer> weights;
  private boolean failed;
  private Fleet fleet;

  /**
   * @param inbox where the engine and the prober report to
   * @param seed of the random names and choices
   */
  public Controller(
      FleetSettings settings,
      long seed,
      Inbox inbox,
      Engine engine,
      Prober prober,
      CurrentTable table,
      Traffic traffic,
      Memory memory,
      Clock clock) {
    this.fleet = Fleet.empty(settings, seed);
    this.weights = settings.weights();
    this.inbox = inbox;
    this.engine = engine;
    this.prober = prober;
    this.table = table;
    this.traffic = traffic;
    this.handles = new Handles(traffic.loops());
    this.memory = memory;
    this.clock = clock;
  }

  /** Starts the control thread. Once. */
  public void open() {
    thread.start();
  }

  /**
   * Begins with what an earlier balancer left; done when it is known which of it serves. Where
   * nothing is left and nothing remembered this is a first start: done when a new one serves for
   * each of the ordinals, and refused if one does not.
   */
  public CompletableFuture<Outcome> start(SortedSet<Integer> ordinals, List<Survivor> survivors) {
    long id = commands.incrementAndGet();
    CompletableFuture<Outcome> answer = expect(id);
    Beginning.begin(id, ordinals, survivors, memory, inbox::command);
    return answer;
  }

  /** Adds {@code n} replicas, all or none; done when all of them take traffic. */
  public CompletableFuture<Outcome> add(int n, List<String> hostnames) {
    return submit(id -> new Event.Add(id, n, hostnames));
  }

  /** Removes {@code n} replicas, the named ones among them; done when they are gone. */
  public CompletableFuture<Outcome> remove(int n, List<String> hostnames) {
    return submit(id -> new Event.Remove(id, n, hostnames));
  }

  /** Lets keys find replicas by another strategy; done when the table says so. */
  public CompletableFuture<Outcome> changeStrategy(Strategy strategy) {
    return submit(id -> new Event.ChangeStrategy(id, strategy));
  }

  /** Gives a replica another weight, 1 to 1,000; done when the table says so. */
  public CompletableFuture<Outcome> weigh(String name, int weight) {
    return submit(id -> new Event.Weigh(id, name, weight));
  }

  /** By ordinal, the weights that are not 1, also while the strategy knows none. For any thread. */
  public SortedMap<Integer, Integer> weights() {
    return weights;
  }

  /** Refuses every command from now on, also the one in progress, for nobody can wait for it. */
  public void refuseCommands() {
    inbox.closing();
  }

  /** Removes every replica, before anything that waits, and refuses all commands from now on. */
  public CompletableFuture<Outcome> shutdown() {
    long id = commands.incrementAndGet();
    CompletableFuture<Outcome> answer = expect(id);
    memory.afterwards(() -> inbox.command(new Event.Shutdown(id))); // not before the beginning
    return answer;
  }

  private CompletableFuture<Outcome> submit(LongFunction<Event.Command> command) {
    long id = commands.incrementAndGet();
    CompletableFuture<Outcome> answer = expect(id);
    inbox.command(command.apply(id));
    return answer;
  }

  private CompletableFuture<Outcome> expect(long command) {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    pending.put(command, answer);
    if (closed) {
      refusePending();
    }
    return answer;
  }

  private void run() {
    while (!closed) {
      try {
        Event event = inbox.poll(untilWakeup());
        turn(event != null ? event : new Event.Tick());
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    refusePending();
  }

  private Duration untilWakeup() {
    OptionalLong wakeup = fleet.wakeup();
    return wakeup.isEmpty() || failed
        ? LONGEST_WAIT
        : Duration.ofNanos(
            Math.clamp(wakeup.getAsLong() - clock.nanos(), 0, LONGEST_WAIT.toNanos()));
  }

  /**
   * The duty cycle of the control thread. A failure is logged and leaves the fleet as it was; also
   * one of the JVM, such as a lack of threads or memory, which may pass, while this thread must
   * not.
   */
  void turn(Event event) {
    try {
      step(event);
    } catch (RuntimeException | Error e) {
      failed = true;
      LOG.error("{} could not be applied; the fleet stays as it was", event, e);
      if (event instanceof Event.Command command) {
        reply(command.id(), failure());
      }
    }
  }

  private void step(Event event) {
    try {
      Fleet.Step step = fleet.apply(event, clock.nanos());
      Next next = next(step);
      failed = false;
      fleet = step.fleet();
      weights = fleet.weights();
      step.effects().forEach(effect -> attempt(effect, next));
      handles.retireUnpublished();
    } catch (Unpublishable e) {
      failed = true;
      LOG.error("{} would need a table that cannot be made; the fleet stays as it was", event, e);
      if (endCulprit(event, String.valueOf(e.getMessage()))) {
        turn(event);
      }
    }
  }

  /**
   * Refuses the command that would need the table; one in progress would try again and again, so
   * that it has to end. Returns whether the event may go better now; a command for which it may not
   * is refused as well, for nobody knows of it any more.
   */
  private boolean endCulprit(Event event, String why) {
    if (event instanceof Event.Unpublishable) {
      return false;
    }
    boolean again =
        switch (Blame.find(fleet, event, clock.nanos(), this::isPublishable)) {
          case Culprit.InTurn(Event.Command culprit) -> {
            refuse(culprit, why);
            yield !event.equals(culprit);
          }
          case Culprit.InProgress() -> {
            Work before = fleet.work();
            turn(new Event.Unpublishable(why));
            yield !Objects.equals(before, fleet.work());
          }
          case Culprit.Nobody() -> false;
        };
    if (!again && event instanceof Event.Command command) {
      refuse(command, why);
    }
    return again;
  }

  private void refuse(Event.Command command, String why) {
    reply(command.id(), new Outcome.Refused(Outcome.Kind.UNAVAILABLE, Sentences.noTable(why)));
    fleet = fleet.with(fleet.waiting().stream().filter(other -> !other.equals(command)).toList());
  }

  private boolean isPublishable(Fleet.Step step) {
    try {
      next(step);
      return true;
    } catch (Unpublishable _) {
      return false;
    }
  }

  /** One effect that fails must not keep the next ones from being carried out. */
  private void attempt(Effect effect, @Nullable Next next) {
    try {
      carryOut(effect, next);
    } catch (RuntimeException | Error e) {
      LOG.error("{} could not be carried out", effect, e);
      if (effect instanceof Effect.Start start) {
        inbox.startFailed(start.spec().generation(), "the engine failed: " + e.getMessage());
      }
    }
  }

  private void carryOut(Effect effect, @Nullable Next next) {
    switch (effect) {
      case Effect.Publish _ -> publish(Objects.requireNonNull(next));
      case Effect.Start start -> engine.start(start.spec());
      case Effect.Stop stop -> engine.stop(stop.generation(), stop.grace());
      case Effect.Watch watch -> prober.watch(watch.generation(), watch.address(), watch.pace());
      case Effect.Unwatch unwatch -> prober.unwatch(unwatch.generation());
      case Effect.Drain drain -> drain(drain.generation());
      case Effect.Remember remember -> memory.remember(remember.content());
      case Effect.Reply reply -> reply(reply.command(), reply.outcome());
      case Effect.Announce announce -> LOG.atLevel(announce.level()).log(announce.sentence());
    }
  }

  /** The table that a step wants published; null if it wants none. */
  private @Nullable Next next(Fleet.Step step) {
    if (step.effects().isEmpty()
        || !(step.effects().getFirst() instanceof Effect.Publish publish)) {
      return null;
    }
    try {
      Handles.Next members = handles.next(publish.positions());
      return new Next(members, table.get().next(publish.strategy(), members.members()));
    } catch (RuntimeException | Error e) {
      throw new Unpublishable(e);
    }
  }

  private void publish(Next next) {
    handles.publish(next.handles());
    table.publish(next.table());
    traffic.tableChanged(next.table());
  }

  /** A table, and the handles of its members. */
  private record Next(Handles.Next handles, RoutingTable table) {}

  /** No table can be made; the message says why. */
  private static final class Unpublishable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unpublishable(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  private void drain(long generation) {
    ReplicaHandle handle = handles.takeUnpublished(generation);
    if (handle == null) {
      inbox.drained(generation);
    } else {
      traffic.drain(handle, () -> inbox.drained(generation));
    }
  }

  private void reply(long command, Outcome outcome) {
    CompletableFuture<Outcome> answer = pending.remove(command);
    if (answer != null) {
      memory.afterwards(() -> answer.complete(outcome));
    }
  }

  private void refusePending() {
    for (Long command : List.copyOf(pending.keySet())) {
      reply(command, new Outcome.Refused(Outcome.Kind.UNAVAILABLE, Sentences.SHUTTING_DOWN));
    }
  }

  private static Outcome failure() {
    return new Outcome.Refused(
        Outcome.Kind.UNAVAILABLE, "the balancer failed at this command; its log says why");
  }

  /** Ends the control thread; commands without an answer are refused. Leaves the replicas alone. */
  @Override
  public void close() {
    closed = true;
    inbox.wake();
    try {
      if (thread.isAlive() && Thread.currentThread() != thread) {
        thread.join(LONGEST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refusePending();
  }
}
