package io.ringkeeper.balancer.control;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What has been observed of a replica. Each state is a record, and its methods are its legal
 * transitions; times are {@link io.ringkeeper.balancer.time.Clock} nanoseconds.
 *
 * <pre>
 *              started          rise passes              fall failures
 *   Starting ──(address)──► Starting ───────► Serving ◄────────────────► Suspect
 *      │                       │                 │       rise passes        │
 *      │ could not start       │ timeout         │ exited                   │ exited, or
 *      ▼                       ▼                 ▼                          ▼ condemned
 *    Dead ◄──────────────────────────────────────────────────────────────────
 *      │  not exited: killed, again and again, until the engine confirms
 *      └─► exited: a new generation starts in its place when {@code next} comes
 * </pre>
 *
 * What an earlier balancer left begins as Starting, with its address, or as Dead. The timeout of an
 * adopted replica makes it Suspect: it may have served all the time, and the fault may be ours.
 */
sealed interface ReplicaState {

  /** Where probes and requests go; null if it is not known, or of no use any more. */
  @Nullable InetSocketAddress address();

  /**
   * Not serving yet.
   *
   * @param deadline when it has taken too long
   * @param address null until the engine has said where it will listen
   * @param lastMiss why its last probe failed; null if none has
   * @param adopted whether it ran before this balancer did, and so may well have served
   */
  record Starting(
      long deadline,
      @Nullable InetSocketAddress address,
      int passes,
      @Nullable String lastMiss,
      boolean adopted)
      implements ReplicaState {

    static Starting until(long deadline) {
      return new Starting(deadline, null, 0, null, false);
    }

    static Starting adopted(long deadline, InetSocketAddress address) {
      return new Starting(deadline, address, 0, null, true);
    }

    Starting listening(InetSocketAddress at) {
      return new Starting(deadline, at, passes, lastMiss, adopted);
    }

    ReplicaState passed(InetSocketAddress at, int rise) {
      return passes + 1 >= rise
          ? new Serving(at, 0)
          : new Starting(deadline, at, passes + 1, lastMiss, adopted);
    }

    Starting failed(String why) {
      return new Starting(deadline, address, 0, why, adopted);
    }

    /** An adopted one is out of time: silence alone does not prove it dead. */
    Suspect doubted(InetSocketAddress at, long now, String why) {
      return new Suspect(at, now, 0, why);
    }

    /** Whether it has had the result of at least one probe. */
    boolean probed() {
      return passes > 0 || lastMiss != null;
    }
  }

  /**
   * Takes traffic.
   *
   * @param misses consecutive failed probes
   */
  record Serving(InetSocketAddress address, int misses) implements ReplicaState {

    Serving passed() {
      return misses == 0 ? this : new Serving(address, 0);
    }

    ReplicaState failed(int fall, long now, String why) {
      return misses + 1 >= fall
          ? new Suspect(address, now, 0, why)
          : new Serving(address, misses + 1);
    }
  }

  /**
   * Misses its heartbeats; may be dead, or slow, or we may be.
   *
   * @param passes consecutive passed probes
   * @param why the reason of its last failed probe
   */
  record Suspect(InetSocketAddress address, long since, int passes, String why)
      implements ReplicaState {

    ReplicaState passed(int rise) {
      return passes + 1 >= rise
          ? new Serving(address, 0)
          : new Suspect(address, since, passes + 1, why);
    }

    Suspect failed(String reason) {
      return new Suspect(address, since, 0, reason);
    }
  }

  /**
   * Will not serve again.
   *
   * @param why one short clause
   * @param served whether it ever served
   * @param exited whether the engine has confirmed that nothing of it is left
   * @param next when to kill again, or, once it has exited, when its place may be taken
   */
  record Dead(String why, boolean served, boolean exited, long next) implements ReplicaState {

    @Override
    public @Nullable InetSocketAddress address() {
      return null;
    }

    Dead killedAgain(long nextKill) {
      return new Dead(why, served, false, nextKill);
    }

    Dead confirmed(long restartAt) {
      return new Dead(why, served, true, restartAt);
    }
  }
}
