package io.ringkeeper.balancer.dataplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A replica that does what the test says, one connection after the other. */
final class ScriptedReplica implements AutoCloseable {

  private final ServerSocket listener;

  ScriptedReplica() throws IOException {
    this(64);
  }

  /** As many connections stand without being accepted, and one more. */
  ScriptedReplica(int backlog) throws IOException {
    listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(Peer.PATIENCE_MILLIS);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** The next connection that is made to it. */
  Peer accept() throws IOException {
    return new Peer(listener.accept());
  }

  /** From now on, connecting is refused. */
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
