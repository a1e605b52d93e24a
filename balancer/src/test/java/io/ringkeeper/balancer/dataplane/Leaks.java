package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer has been collected that nobody had released. Netty's
 * detector tells, at the level {@code paranoid}; the balancer's build names {@link Detector} to it.
 */
final class Leaks implements AfterAllCallback {

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  /** Keeps what the detector finds instead of logging it. */
  public static final class Detector<T> extends ResourceLeakDetector<T> {

    /** Netty makes it by reflection. */
    public Detector(Class<?> resource, int interval) {
      super(resource, interval);
    }

    /** The same, for a caller of old. */
    @SuppressWarnings("UnusedVariable") // the signature is Netty's
    public Detector(Class<?> resource, int interval, long active) {
      super(resource, interval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      FOUND.add(resource + " was not released. " + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      FOUND.add(resource + " was not released.");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    assertThat(found()).isEmpty();
  }

  /** The leaks since the last call: collects garbage, and lets the detector look at it. */
  static String found() throws InterruptedException {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    collectGarbage();
    collectGarbage(); // by now, all that the first found has reached the detector's queue
    ByteBufAllocator.DEFAULT.buffer(1).release(); // it looks whenever a buffer is allocated
    String found = String.join("\n", FOUND);
    FOUND.clear();
    return found;
  }

  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), queue);
    do {
      System.gc();
    } while (queue.remove(100) == null);
    assertThat(garbage.refersTo(null)).isTrue();
  }
}
