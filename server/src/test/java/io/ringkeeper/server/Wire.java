package io.ringkeeper.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client that says and hears raw bytes. */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** One request that asks to close, and all that comes back. */
  static String ask(int port, String request) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.send(request).hearAll();
    }
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** Everything until the server closes. */
  String hearAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** What has come once it ends with {@code end}; shorter if the server closes before. */
  String hearUntil(String end) throws IOException {
    InputStream in = socket.getInputStream();
    var heard = new ByteArrayOutputStream();
    for (int next; (next = in.read()) >= 0; ) {
      heard.write(next);
      if (heard.toString(ISO_8859_1).endsWith(end)) {
        break;
      }
    }
    return heard.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
