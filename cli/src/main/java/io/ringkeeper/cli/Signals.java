package io.ringkeeper.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What SIGTERM, Ctrl-C and the end of the terminal mean: the first asks for an orderly end, the
 * second ends at once. While the balancer is being started, or experiments are made, the first
 * interrupts the thread that made this. SIGUSR1 means that log files have been renamed.
 */
final class Signals {

  private static final int EXIT_BASE = 128;
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** Not HUP, which means the end of the terminal. */
  private static final String REOPEN = "USR1";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread starting = Thread.currentThread();
  private volatile Runnable reopen = () -> {};
  private boolean started;

  /**
   * Takes the signals over. {@code sun.misc.Signal} is the JDK's only way to be told of one; the
   * compiler warns of its name and cannot be told not to, hence the reflection.
   */
  void install() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : List.copyOf(NUMBERS.keySet())) {
        handle(name, signal, handler, () -> received(name));
      }
      handle(REOPEN, signal, handler, () -> reopen.run());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK does not tell of signals", e);
    }
  }

  private static void handle(String name, Class<?> signal, Class<?> handler, Runnable action)
      throws ReflectiveOperationException {
    Object proxy =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  /** What SIGUSR1 does from now on; until then, nothing. */
  void onReopen(Runnable action) {
    reopen = action;
  }

  /** Sends this process a signal. */
  static void raise(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      signal
          .getMethod("raise", signal)
          .invoke(null, signal.getConstructor(String.class).newInstance(name));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK does not send signals", e);
    }
  }

  private synchronized void received(String name) {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_BASE + NUMBERS.getOrDefault(name, 0));
    }
    ask();
  }

  /** What the first signal does; nothing if there has been one. Ends nothing at once. */
  synchronized void ask() {
    if (asked.getCount() > 0) {
      asked.countDown();
      if (!started) {
        starting.interrupt();
      }
    }
  }

  /** Whether there has been a signal. */
  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits for the first signal. */
  void await() throws InterruptedException {
    interruptNoMore();
    asked.await();
  }

  /**
   * From now on, no signal interrupts anybody. An interruption that came too late is one signal all
   * the same.
   */
  synchronized void interruptNoMore() {
    started = true;
    Thread.interrupted();
  }
}
