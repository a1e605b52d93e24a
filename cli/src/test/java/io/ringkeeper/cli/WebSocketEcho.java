package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A replica that sends every WebSocket frame back as it came (RFC 6455), and answers every other
 * request with 200.
 */
final class WebSocketEcho implements AutoCloseable {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CLOSE = 8;

  private final ServerSocket socket;

  WebSocketEcho() {
    try {
      socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed: the end of the test
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      var in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
      var out = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream()));
      while (true) {
        String key = key(in);
        if (key.isEmpty()) {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
          out.flush();
        } else {
          out.write(
              ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Accept: "
                      + accept(key)
                      + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
          out.flush();
          echo(in, out);
          return;
        }
      }
    } catch (IOException e) {
      // the balancer has gone away
    }
  }

  /** Reads one head; the key of its handshake, or nothing. */
  private static String key(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString()
        .lines()
        .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
        .map(line -> line.substring(18).strip())
        .findFirst()
        .orElse("");
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((key + MAGIC).getBytes(ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void echo(DataInputStream in, DataOutputStream out) throws IOException {
    int first;
    do {
      first = in.readUnsignedByte();
      int second = in.readUnsignedByte() & 0x7f; // without the bit that says it is masked
      long length =
          switch (second) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second;
          };
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(Math.toIntExact(length));
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i & 3];
      }
      out.writeByte(first);
      out.writeByte(second);
      if (second == 126) {
        out.writeShort((int) length);
      } else if (second == 127) {
        out.writeLong(length);
      }
      out.write(payload);
      if (in.available() == 0) {
        out.flush();
      }
    } while ((first & 0x0f) != CLOSE);
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
