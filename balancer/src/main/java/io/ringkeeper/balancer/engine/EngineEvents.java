package io.ringkeeper.balancer.engine;

import java.net.InetSocketAddress;

/** What an engine reports. Called from any thread; never blocks. */
public interface EngineEvents {

  /**
   * The replica runs and will listen at {@code address}; whether it serves is for probes to say.
   */
  void started(long generation, InetSocketAddress address);

  /** The replica could not be started and nothing of it is left. The reason is one short clause. */
  void startFailed(long generation, String reason);

  /**
   * The engine has seen that the replica will not serve again, although something of it is left: it
   * is frozen, for example. It has to be stopped.
   */
  void failed(long generation, String reason);

  /**
   * The replica is gone, asked for or not. The reason is one short clause: {@code exit code 137}.
   */
  void exited(long generation, String reason);
}
