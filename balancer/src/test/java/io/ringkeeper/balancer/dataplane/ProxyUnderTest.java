package io.ringkeeper.balancer.dataplane;

import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.accesslog.AccessLog;
import io.ringkeeper.balancer.accesslog.NewYear;
import io.ringkeeper.balancer.http.HeadSpace;
import io.ringkeeper.balancer.http.IpAddress;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.balancer.routing.Health;
import io.ringkeeper.balancer.routing.Member;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import io.ringkeeper.balancer.routing.RoutingTable;
import io.ringkeeper.balancer.routing.Tried;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingShape;
import io.ringkeeper.hashing.RingStrategy;
import io.ringkeeper.hashing.Strategy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A data plane, before replicas of the ordinals 1, 2, … that all serve; with one event loop where
 * the settings say no other.
 */
final class ProxyUnderTest implements AutoCloseable {

  /** Leaves every path to the replicas. */
  static final LocalEndpoints NONE =
      new LocalEndpoints() {
        @Override
        public boolean owns(RequestHead head) {
          return false;
        }

        @Override
        public CompletionStage<OwnAnswer> answer(LocalRequest request) {
          throw new IllegalStateException("asked for " + request.path());
        }
      };

  final ManualClock clock = new ManualClock();
  final DataPlane dataPlane;
  private final boolean introduced;
  final InetSocketAddress address;
  private final AccessLog accessLog;
  private final List<ReplicaHandle> handles = new ArrayList<>();
  private final CurrentTable table =
      new CurrentTable(RoutingTable.empty(new RingStrategy(RingShape.mission(), RingIds.SPREAD)));

  ProxyUnderTest(ScriptedReplica... replicas) throws IOException {
    this(new Settings(), NONE, replicas);
  }

  ProxyUnderTest(Settings settings, LocalEndpoints endpoints, ScriptedReplica... replicas)
      throws IOException {
    for (ScriptedReplica replica : replicas) {
      int ordinal = handles.size() + 1;
      String name = "server" + ordinal;
      handles.add(new ReplicaHandle(ordinal, ordinal, name, replica.address(), settings.loops));
    }
    introduced = settings.forwarding.isIntroduced(IpAddress.of(new byte[] {127, 0, 0, 1}));
    accessLog = settings.accessLog(clock);
    dataPlane = new DataPlane(settings.build(), table, clock, new NewYear(), accessLog);
    handles.forEach(handle -> publish(handle.ordinal(), Health.SERVING));
    address =
        dataPlane.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), endpoints);
  }

  /** Every loop keeps as much of its clients as is much. */
  void keepMuch() {
    for (Worker worker : dataPlane.workers.values()) {
      worker.loop.submit(() -> worker.kept.add(Integer.MAX_VALUE)).syncUninterruptibly();
    }
  }

  /** Leaves so much of what long heads of requests, and bodies, may take of the heap. */
  void takeHeapBut(int bytes) {
    takeHeapBut(bytes, worker -> worker.requestSpace);
  }

  /** The same, of what long heads of answers may. */
  void takeHeapOfAnswersBut(int bytes) {
    takeHeapBut(bytes, worker -> worker.answerSpace);
  }

  private void takeHeapBut(int bytes, Function<Worker, HeadSpace> space) {
    for (Worker worker : dataPlane.workers.values()) {
      worker.loop.submit(() -> takeBut(space.apply(worker), bytes)).syncUninterruptibly();
    }
  }

  private static void takeBut(HeadSpace space, int bytes) {
    while (space.take(1024)) {}
    space.giveBack(bytes);
  }

  /** Somebody who can send requests at once. */
  Peer client() throws IOException {
    Peer client = Peer.connect(address);
    return introduced ? client.send("PROXY UNKNOWN\r\n") : client;
  }

  ReplicaHandle handle(int ordinal) {
    return handles.get(ordinal - 1);
  }

  /** Publishes a table in which one replica has become this, or is new. */
  void publish(int ordinal, Health health) {
    List<Member> members = new ArrayList<>(table.get().members());
    members.removeIf(member -> member.ordinal() == ordinal);
    members.add(new Member(ordinal, health, handle(ordinal)));
    publish(members);
  }

  /** Publishes a table without this replica. */
  void unpublish(int ordinal) {
    List<Member> members = new ArrayList<>(table.get().members());
    members.removeIf(member -> member.ordinal() == ordinal);
    publish(members);
  }

  /** Publishes a table by which keys find the same replicas in another way. */
  void publish(Strategy strategy) {
    RoutingTable next = table.get().next(strategy, table.get().members());
    table.publish(next);
    dataPlane.tableChanged(next);
  }

  private void publish(List<Member> members) {
    RoutingTable next = table.get().next(members);
    table.publish(next);
    dataPlane.tableChanged(next);
  }

  /** The header line that makes this replica the owner of a request. */
  String ownedBy(int ordinal) {
    long key =
        LongStream.range(100_000, 200_000)
            .filter(candidate -> table.get().ownerOrdinal(candidate) == ordinal)
            .findFirst()
            .orElseThrow();
    return "X-Request-ID: " + key + "\r\n";
  }

  /** Waits until the loop has seen what has been sent to it: it answers others after that. */
  void settle() throws IOException {
    try (Peer other = client()) {
      other.send("refused\r\n\r\n").answer().isError(400, "");
    }
  }

  /** Lets so much time pass, and waits until the loop has acted upon it. */
  void pass(Duration time) throws IOException {
    settle();
    clock.advance(time);
    long before = clock.reads();
    await().until(() -> clock.reads() > before + 1);
    settle();
  }

  /** The header line of a request that is to be tried at these replicas, in this order. */
  String triedAt(int... ordinals) {
    long key =
        LongStream.range(100_000, 200_000)
            .filter(candidate -> isTriedAt(candidate, ordinals))
            .findFirst()
            .orElseThrow();
    return "X-Request-ID: " + key + "\r\n";
  }

  private boolean isTriedAt(long key, int... ordinals) {
    Tried tried = new Tried(0);
    for (int ordinal : ordinals) {
      if (table.get().choose(key, tried) != handle(ordinal)) {
        return false;
      }
      tried.add(handle(ordinal));
    }
    return true;
  }

  /** Waits until so many requests wait for a connection. */
  void awaitWaiting(int requests) {
    await().until(() -> count(Counter.WAITING) == requests);
  }

  /** Waits until so many clients are connected. */
  void awaitClients(int count) {
    await().until(() -> count(Counter.OPEN_CONNECTIONS) == count);
  }

  long count(Counter counter) {
    return dataPlane.counters().stream().mapToLong(counters -> counters.get(counter)).sum();
  }

  @Override
  public void close() {
    dataPlane.close();
    accessLog.close();
  }
}
