package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import io.ringkeeper.balancer.accesslog.Spool;
import io.ringkeeper.balancer.http.RequestHead;
import io.ringkeeper.balancer.metrics.LoopCounters.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts requests that have ended into the spool of the access log, or nowhere if there is none.
 * Confined to its event loop.
 */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  /** A log that is too slow is told of no more often. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final byte[] REQUEST_ID = bytes("x-request-id");
  private static final byte[] REFERER = bytes("referer");
  private static final byte[] USER_AGENT = bytes("user-agent");
  private static final byte[] NOTHING = {};

  /** The fields of a request of which it tells. */
  static final byte[][] FIELDS = {REQUEST_ID, REFERER, USER_AGENT};

  private final Worker worker;
  private final @Nullable Spool spool;
  private final byte[] digits = new byte[19];
  private final Deadline silence = new Deadline();
  private long told;

  RequestLog(Worker worker, @Nullable Spool spool) {
    this.worker = worker;
    this.spool = spool;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void write(Trail trail) {
    if (spool == null) {
      return;
    }
    if (spool.begin()) {
      numbers(trail, spool);
      texts(trail, spool);
      spool.end();
    } else {
      worker.counters.count(Counter.LOG_DROPPED);
    }
  }

  private void numbers(Trail trail, Spool to) {
    to.set(Figure.AT, trail.at)
        .set(Figure.DURATION, trail.duration)
        .set(Figure.CONNECT, trail.connect)
        .set(Figure.FIRST_BYTE, trail.firstByte)
        .set(Figure.RECEIVED, trail.received)
        .set(Figure.SENT, trail.sent)
        .set(Figure.STATUS, trail.status)
        .set(Figure.MINOR_VERSION, trail.head.minorVersion())
        .set(Figure.SLOT, trail.slot)
        .set(Figure.ORDINAL, trail.pool == null ? 0 : trail.pool.handle().ordinal())
        .set(Figure.ATTEMPTS, trail.attempts)
        .set(Figure.ENDED, trail.ended.ordinal());
  }

  private void texts(Trail trail, Spool to) {
    put(Text.CLIENT, trail.caller.address(), to);
    RequestHead head = trail.head;
    if (trail.hasHead) {
      to.put(Text.METHOD, head.bytes(), head.methodFrom(), head.methodTo());
      to.put(Text.TARGET, head.bytes(), head.pathFrom(), head.pathTo());
    } else {
      put(Text.METHOD, NOTHING, to);
      put(Text.TARGET, NOTHING, to);
    }
    id(trail, to);
    put(Text.REPLICA, trail.pool == null ? NOTHING : trail.pool.name(), to);
    field(Text.REFERER, REFERER, trail, to);
    field(Text.USER_AGENT, USER_AGENT, trail, to);
  }

  private static void put(Text text, byte[] source, Spool to) {
    to.put(text, source, 0, source.length);
  }

  private void field(Text text, byte[] name, Trail trail, Spool to) {
    RequestHead head = trail.head;
    boolean wanted = trail.hasHead && to.wants(text);
    int index = wanted ? head.find(name) : -1;
    if (index >= 0) {
      to.put(text, head.bytes(), head.valueFrom(index), head.valueTo(index));
    } else {
      put(text, NOTHING, to);
    }
  }

  /** The one that the replica gets. */
  private void id(Trail trail, Spool to) {
    RequestHead head = trail.head;
    boolean wanted = trail.hasHead && to.wants(Text.ID);
    int index = wanted && trail.caller.forwarding().keepsId() ? head.find(REQUEST_ID) : -1;
    if (index >= 0 && head.valueFrom(index) < head.valueTo(index)) {
      to.put(Text.ID, head.bytes(), head.valueFrom(index), head.valueTo(index));
    } else if (wanted && trail.madeId != Trail.NEVER) {
      madeId(trail.madeId, to);
    } else {
      put(Text.ID, NOTHING, to);
    }
  }

  private void madeId(long id, Spool to) {
    int from = digits.length;
    for (long rest = id; rest > 0; rest /= 10) {
      digits[--from] = (byte) ('0' + rest % 10);
    }
    to.put(Text.ID, digits, from, digits.length);
  }

  /** Says now and then how much was dropped. */
  void sweep(long now) {
    long dropped = worker.counters.get(Counter.LOG_DROPPED);
    if (dropped > told && (told == 0 || silence.isOver(now))) {
      LOG.warn("Access log: {} records found no room and were dropped", dropped - told);
      told = dropped;
      silence.set(now, SILENCE);
    }
  }
}
