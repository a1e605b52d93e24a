package io.ringkeeper.balancer.routing;

import io.ringkeeper.hashing.MaglevStrategy;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.RendezvousTable;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Members and tables for tests. Generations are ordinals. */
final class Tables {

  static final List<Strategy> STRATEGIES =
      List.of(
          new RingStrategy(RingShape.mission(), RingIds.SPREAD),
          new MaglevStrategy(),
          new RendezvousStrategy(RendezvousTable.NO_CAP),
          new RendezvousStrategy(1.01));

  /** Threads that may enter the handles made here. */
  static final int LOOPS = 4;

  private Tables() {}

  static ReplicaHandle handle(int ordinal) {
    return new ReplicaHandle(
        ordinal,
        ordinal,
        "server" + ordinal,
        InetSocketAddress.createUnresolved("replica", 1_000 + ordinal),
        LOOPS);
  }

  /** Members of ordinals 1 to n that serve. */
  static List<Member> serving(int n) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(ordinal -> new Member(ordinal, Health.SERVING, handle(ordinal)))
        .toList();
  }

  /** The same members, of which one has become this. */
  static List<Member> with(List<Member> members, int ordinal, Health health) {
    List<Member> changed = new ArrayList<>(members);
    Member before = members.get(ordinal - 1);
    changed.set(
        ordinal - 1,
        new Member(
            ordinal, before.weight(), health, health == Health.DOWN ? null : before.handle()));
    return changed;
  }

  /** The same members, of which one takes only a part of its keys. */
  static List<Member> ramping(List<Member> members, int ordinal, int percent) {
    List<Member> changed = new ArrayList<>(members);
    Member before = members.get(ordinal - 1);
    changed.set(
        ordinal - 1,
        new Member(ordinal, before.weight(), Health.SERVING, percent, before.handle()));
    return changed;
  }

  /** Those of a replica's seats that requests have, while none comes or leaves. */
  static int used(Seats seats) {
    return seats.taken() - IntStream.range(0, LOOPS).map(seats::empty).sum();
  }

  /** What a thread does that is one of the loops. */
  interface Work {
    int on(int loop) throws Exception;
  }

  /** All loops at once: what each of them comes to. */
  static List<Integer> onEachLoop(Work work) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(LOOPS);
    try (ExecutorService pool = Executors.newFixedThreadPool(LOOPS)) {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < LOOPS; i++) {
        int loop = i;
        all.add(() -> {
          ready.await();
          return work.on(loop);
        });
      }
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> one : pool.invokeAll(all)) {
        results.add(one.get());
      }
      return results;
    }
  }

  static RoutingTable table(Strategy strategy, List<Member> members) {
    return RoutingTable.empty(strategy).next(members);
  }
}
