package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Clients for the rehearsal that send bodies to an {@link EchoServer} and read them back, short
 * ones and long ones, of a length and in chunks, on kept connections and on new ones.
 */
record EchoClients(InetSocketAddress target) {

  private static final int CLIENTS = 8;
  private static final int CONNECTIONS = 5;
  private static final int[] SIZES = {100, 2_000, 16 * 1024, 256 * 1024};
  private static final String HOST = " /echo HTTP/1.1\r\nHost: rehearsal\r\n";

  void run() {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(this::client);
      }
    }
  }

  private void client() {
    for (int i = 0; i < CONNECTIONS; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(target);
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (int size : SIZES) {
          ofLength(socket.getOutputStream(), size);
          read(in);
          inChunks(socket.getOutputStream(), size);
          read(in);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void ofLength(OutputStream out, int size) throws IOException {
    out.write(("PUT" + HOST + "Content-Length: " + size + "\r\n\r\n").getBytes(ISO_8859_1));
    out.write(new byte[size]);
  }

  private static void inChunks(OutputStream out, int size) throws IOException {
    out.write(("POST" + HOST + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
    out.write((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
    out.write(new byte[size]);
    out.write("\r\n0\r\n\r\n".getBytes(ISO_8859_1));
  }

  /** Reads an answer that is sound; others are no matter of a rehearsal. */
  private static void read(InputStream in) throws IOException {
    int length = -1;
    for (String field = EchoServer.line(in); !field.isEmpty(); field = EchoServer.line(in)) {
      if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return;
    }
    int size;
    do {
      size = Integer.parseInt(EchoServer.line(in), 16);
      in.skipNBytes(size);
      EchoServer.line(in);
    } while (size > 0);
  }
}
