package io.ringkeeper.analysis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: connects when it has to, asks, and reads a whole answer. Reads answers
 * with a {@code Content-Length}, which is what sample servers and the balancer give.
 */
final class LoadConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final InetSocketAddress target;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  LoadConnection(InetSocketAddress target) {
    this.target = target;
  }

  /** One answer. */
  record Reply(int status, String body) {}

  Reply get(String path, long key) throws IOException {
    Socket open = open();
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nX-Request-ID: " + key + "\r\n\r\n";
    open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
      throw new IOException("not an answer: " + statusLine);
    }
    int length = 0;
    boolean close = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      close |= lower.equals("connection: close");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer broke off");
    }
    if (close) {
      close();
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    return new Reply(status, new String(body, StandardCharsets.UTF_8));
  }

  private String host() {
    return target.getHostString() + ":" + target.getPort();
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(TIMEOUT_MILLIS);
      open.connect(target, TIMEOUT_MILLIS);
      socket = open;
      in = new BufferedInputStream(open.getInputStream());
    }
    return open;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed without an answer");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // it is of no use any more, one way or the other
      }
    }
  }
}
