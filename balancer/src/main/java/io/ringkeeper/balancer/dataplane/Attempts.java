package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import org.jspecify.annotations.Nullable;

/**
 * The replicas that one request is tried at: the owner of its key, then the candidates after it,
 * each once, as long as there are attempts left and the loop's {@link Budget} pays for them. Used
 * again for the next request. Confined to one event loop.
 */
final class Attempts {

  private final Worker worker;
  private final Tried tried;
  private long key;
  private RoutingTable table;
  private @Nullable ReplicaHandle replica;
  private int retries;
  private boolean onBudget;
  private boolean onceMore;

  Attempts(Worker worker) {
    this.worker = worker;
    this.tried = new Tried(worker.index);
    this.table = worker.tables.get();
  }

  /** A request with this key begins; it keeps the table as long as that has a replica to offer. */
  void begin(long key) {
    this.key = key;
    table = worker.tables.get();
    tried.clear();
    retries = 0;
    onBudget = false;
    onceMore = false;
    worker.budget.requestBegins();
    table.bound().requestBegins(worker.index);
  }

  /** The key of the request. */
  long key() {
    return key;
  }

  /** The place of its key in the table by which it goes. */
  int slot() {
    return table.slotOf(key);
  }

  /** Enters the best replica that is left, or is null. */
  @Nullable ReplicaHandle next() {
    while (true) {
      ReplicaHandle entered = table.enter(key, tried);
      if (entered != null) {
        if (retries > 0) {
          worker.counters.count(Counter.RETRIES);
        }
        replica = entered;
        return entered;
      }
      RoutingTable newer = worker.tables.get();
      if (newer == table) {
        return null;
      }
      table = newer; // who waited long for a dying replica may find ours outdated
    }
  }

  /** Whether the same replica may be asked a second time, which is said once for each. */
  boolean mayAskAgain() {
    boolean first = !onceMore;
    onceMore = true;
    return first;
  }

  /** Whether the next replica may be asked after this failure. */
  boolean areLeft(Failure failure) {
    return retries < worker.settings.retries() && isPaid(failure);
  }

  private boolean isPaid(Failure failure) {
    return switch (failure.retry) {
      case NEVER -> false;
      case ON_BUDGET -> onBudget || worker.budget.hasRoom();
      case FIRST_FREE -> retries == 0 || onBudget || worker.budget.hasRoom();
    };
  }

  /** Gives the replica up after this failure; whether the next one may be asked. */
  boolean giveUp(Failure failure) {
    ReplicaHandle left = replica;
    leave();
    if (left == null || retries >= worker.settings.retries()) {
      return false;
    }
    if (!isPaid(failure)) {
      if (failure.retry != Failure.Retry.NEVER) {
        worker.counters.count(Counter.RETRIES_DENIED);
      }
      return false;
    }
    boolean free = failure.retry == Failure.Retry.FIRST_FREE && retries == 0;
    if (!free && !onBudget) {
      onBudget = true;
      worker.budget.take();
    }
    retries++;
    onceMore = false;
    tried.add(left);
    return true;
  }

  /** The replica that the request is at now. */
  ReplicaHandle replica() {
    if (replica == null) {
      throw new IllegalStateException("at no replica");
    }
    return replica;
  }

  /** The request is no longer at a replica. */
  void leave() {
    if (replica != null) {
      table.leave(replica, tried);
      replica = null;
    }
  }

  /** The request is over. */
  void end() {
    leave();
    worker.budget.requestEnds();
    table.bound().requestEnds(worker.index);
    if (onBudget) {
      onBudget = false;
      worker.budget.giveBack();
    }
  }
}
