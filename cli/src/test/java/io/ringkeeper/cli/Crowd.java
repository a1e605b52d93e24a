package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** Many clients that are connected at the same time. Whoever is closed is in it no longer. */
final class Crowd implements AutoCloseable {

  private final List<Socket> clients = new ArrayList<>();

  private Crowd() {}

  static Crowd at(InetSocketAddress address, int clients) throws IOException {
    Crowd crowd = new Crowd();
    try {
      while (crowd.clients.size() < clients) {
        Socket client = new Socket();
        crowd.clients.add(client);
        client.connect(address, (int) Program.LIMIT.toMillis());
        client.setSoTimeout((int) Program.LIMIT.toMillis());
      }
      return crowd;
    } catch (IOException e) {
      crowd.close();
      throw e;
    }
  }

  /** Each sends this. */
  Crowd send(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    keep(client -> {
      client.getOutputStream().write(bytes);
      return true;
    });
    return this;
  }

  /** How many get an answer of 200, which each reads; nobody else stays. */
  int served() {
    keep(Crowd::isServed);
    return clients.size();
  }

  private static boolean isServed(Socket client) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("successful\"}") < 0) { // the end of the sample server's answer
      int next = client.getInputStream().read();
      if (next < 0) {
        return false;
      }
      answer.append((char) next);
    }
    return answer.indexOf("HTTP/1.1 200 ") == 0;
  }

  @FunctionalInterface
  private interface Act {
    boolean stays(Socket client) throws IOException;
  }

  private void keep(Act act) {
    clients.removeIf(client -> {
      try {
        if (act.stays(client)) {
          return false;
        }
        client.close();
      } catch (SocketException e) {
        close(client); // cut off
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return true;
    });
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clients.forEach(Crowd::close);
  }
}
