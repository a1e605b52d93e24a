package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A replica for rehearsals: answers in the form in which it was asked, with the body it was sent,
 * in chunks or of a length. Believes whatever it reads, since only a balancer talks to it. A
 * virtual thread for each connection.
 */
final class EchoServer implements AutoCloseable {

  private static final String KEPT = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
  private static final String MISSING = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final String LENGTH = "content-length:";

  private final ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());

  EchoServer() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed: the rehearsal is over
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      while (answer(in, out)) {}
    } catch (IOException e) {
      // the balancer lets its connections go when it ends
    }
  }

  /** Whether there was another request. */
  private static boolean answer(InputStream in, OutputStream out) throws IOException {
    String requestLine = line(in);
    if (requestLine.isEmpty()) {
      return false;
    }
    int length = 0;
    boolean chunked = false;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      chunked |= field.equalsIgnoreCase(CHUNKED);
      if (field.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
    }
    if (requestLine.contains("/other")) {
      out.write(MISSING.getBytes(ISO_8859_1));
    } else if (chunked) {
      out.write((KEPT + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
      while (echoChunk(in, out)) {}
    } else {
      byte[] body = length == 0 ? "hello".getBytes(ISO_8859_1) : in.readNBytes(length);
      byte[] head = (KEPT + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
      out.write(head);
      out.write(body);
    }
    return true;
  }

  /** Whether it was not the last one. */
  private static boolean echoChunk(InputStream in, OutputStream out) throws IOException {
    String size = line(in);
    byte[] chunk = in.readNBytes(Integer.parseInt(size, 16));
    line(in);
    out.write((size + "\r\n").getBytes(ISO_8859_1));
    out.write(chunk);
    out.write('\r');
    out.write('\n');
    return chunk.length > 0;
  }

  /** The next line without its end; empty at the end of all. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
