package io.ringkeeper.analysis;

import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a {@link LoadPlan}: a virtual thread and a kept connection for each client. Nothing is
 * retried: a request that gets no whole answer counts as an error, and its client connects anew.
 */
public final class Load {

  private static final Pattern SERVER = Pattern.compile("Hello from Server: ([^\"]*)\"");

  private final LoadPlan plan;
  private final Consumer<Answer> observer;
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentSkipListMap<Integer, LongAdder> byStatus = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, LongAdder> byServer = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, LongAdder> errors = new ConcurrentSkipListMap<>();

  private Load(LoadPlan plan, Consumer<Answer> observer) {
    this.plan = plan;
    this.observer = observer;
  }

  /** One answer: the key that was sent, the status, and the server that says it answered. */
  public record Answer(long key, int status, String server) {}

  /** Runs the plan to its end. */
  public static LoadReport run(LoadPlan plan) {
    return run(plan, answer -> {});
  }

  /** Runs the plan to its end; {@code observer} sees each answer, on any thread. */
  public static LoadReport run(LoadPlan plan, Consumer<Answer> observer) {
    return new Load(plan, observer).run();
  }

  private LoadReport run() {
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < plan.clients(); i++) {
        clients.execute(this::client);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new LoadReport(sums(byStatus), sums(byServer), sums(errors), took);
  }

  private static <K extends Comparable<K>> SortedMap<K, Long> sums(
      ConcurrentSkipListMap<K, LongAdder> counts) {
    SortedMap<K, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }

  private void client() {
    try (LoadConnection connection = new LoadConnection(plan.target())) {
      for (long i = next.getAndIncrement(); i < plan.requests(); i = next.getAndIncrement()) {
        request(connection, plan.key().applyAsLong(i));
      }
    }
  }

  private void request(LoadConnection connection, long key) {
    try {
      LoadConnection.Reply reply = connection.get(plan.path(), key);
      Matcher server = SERVER.matcher(reply.body());
      String name = server.find() ? server.group(1) : "";
      count(byStatus, reply.status());
      if (reply.status() == 200) {
        count(byServer, name);
      }
      observer.accept(new Answer(key, reply.status(), name));
    } catch (IOException e) {
      count(errors, String.valueOf(e.getMessage()));
      connection.close();
    }
  }

  private static <K> void count(ConcurrentSkipListMap<K, LongAdder> counts, K key) {
    counts.computeIfAbsent(key, k -> new LongAdder()).increment();
  }
}
