package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection, as raw bytes: a client, or a replica that was connected to. Text stands
 * for bytes one to one (ISO 8859-1). Every read gives up after {@value #PATIENCE_MILLIS} ms.
 */
public final class Peer implements AutoCloseable {

  static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  public static Peer connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, PATIENCE_MILLIS);
    return new Peer(socket);
  }

  /** A client that lets the system buffer hardly anything for it. */
  static Peer connectNarrow(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(address, PATIENCE_MILLIS);
    return new Peer(socket);
  }

  int localPort() {
    return socket.getLocalPort();
  }

  public Peer send(String text) throws IOException {
    return send(bytes(text));
  }

  Peer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends in pieces of so many bytes, so that they tend to arrive as such. */
  Peer sendInPieces(String text, int size) throws IOException {
    for (int at = 0; at < text.length(); at += size) {
      send(text.substring(at, Math.min(text.length(), at + size)));
    }
    return this;
  }

  /** A head with its empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended after: " + head);
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /** How many bytes have come and have not been read. */
  int available() {
    try {
      return in.available();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("only " + bytes.length + " of " + count + " bytes came");
    }
    return text(bytes);
  }

  /** Everything until the other end closes in good order. */
  String toEnd() throws IOException {
    return text(in.readAllBytes());
  }

  /** A whole answer with a Content-Length. */
  public Answer answer() throws IOException {
    Answer bare = answerToHead();
    return new Answer(bare.head(), read(bare.length()));
  }

  /** An answer that has no body, whatever its fields say. */
  public Answer answerToHead() throws IOException {
    return new Answer(head(), "");
  }

  void expectEnd() throws IOException {
    assertThat(toEnd()).as("what came instead of the end").isEmpty();
  }

  /** The other end cuts the connection, rather than ending it in good order. */
  void expectReset() {
    assertThatThrownBy(this::toEnd).isInstanceOf(SocketException.class);
  }

  /** The other end goes, one way or the other. */
  void expectGone() throws IOException {
    toEndOrReset();
  }

  /** Everything until the other end goes, one way or the other. */
  String toEndOrReset() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    return text(all.toByteArray());
  }

  /** Everything until the other end cuts the connection. */
  String untilReset() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    assertThatThrownBy(() -> in.transferTo(all)).isInstanceOf(SocketException.class);
    return text(all.toByteArray());
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes in the middle of things, which a try block could not say. */
  void leave() throws IOException {
    socket.close();
  }

  /** Cuts the connection. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Lines of a text block as HTTP wants them, ended by CR LF. */
  public static String http(String lines) {
    return lines.replace("\n", "\r\n");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
