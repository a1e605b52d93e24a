package io.ringkeeper.analysis.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ringkeeper.analysis.load.LoadRequest.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes requests of a {@link LoadRequest}: its text is cut up once, and put together with the key
 * each time. Confined to one thread.
 */
final class RequestWriter {

  private static final int HTTP_PORT = 80;
  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final byte[][] pieces; // a key goes between any two
  private final int keysInPath;
  private final ByteBuf body;
  private final boolean isHead;
  private byte[] out;

  RequestWriter(LoadPlan plan) {
    LoadRequest request = plan.request();
    String line = request.method() + " " + request.path();
    String text = line + " HTTP/1.1\r\n" + fields(plan) + "\r\n";
    List<byte[]> all = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(LoadRequest.KEY);
        at >= 0;
        at = text.indexOf(LoadRequest.KEY, from)) {
      all.add(text.substring(from, at).getBytes(UTF_8));
      from = at + LoadRequest.KEY.length();
    }
    all.add(text.substring(from).getBytes(UTF_8));
    pieces = all.toArray(byte[][]::new);
    keysInPath = line.split(Pattern.quote(LoadRequest.KEY), -1).length - 1;
    body = Unpooled.directBuffer(request.body().size()).writeBytes(request.body().bytes());
    isHead = request.method().equals("HEAD");
    out = new byte[2 * text.length() + 64];
  }

  private static String fields(LoadPlan plan) {
    LoadRequest request = plan.request();
    StringBuilder fields = new StringBuilder();
    if (!request.has("Host")) {
      int port = plan.target().getPort();
      String host = plan.target().getHostString();
      String quoted = host.contains(":") ? "[" + host + "]" : host;
      fields.append("Host: ").append(quoted);
      fields.append(port == HTTP_PORT ? "" : ":" + port).append("\r\n");
    }
    for (Header header : request.headers()) {
      fields.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    boolean due = request.body().size() > 0 || request.method().matches("POST|PUT|PATCH");
    if (due && !request.has("Content-Length") && !request.has("Transfer-Encoding")) {
      fields.append("Content-Length: ").append(request.body().size()).append("\r\n");
    }
    return fields.toString();
  }

  boolean isHead() {
    return isHead;
  }

  int bodyBytes() {
    return body.readableBytes();
  }

  /** The body, for one request; whoever takes it releases it. */
  ByteBuf body() {
    return body.retainedDuplicate();
  }

  /** Writes the head; whether the key can be sent. */
  boolean write(String key, ByteBuf to) {
    int at = 0;
    for (int i = 0; i < pieces.length; i++) {
      byte[] piece = pieces[i];
      at = room(at, piece.length + 4 * key.length() * 3);
      System.arraycopy(piece, 0, out, at, piece.length);
      at += piece.length;
      if (i < pieces.length - 1) {
        at = put(key, i < keysInPath, at);
        if (at < 0) {
          return false;
        }
      }
    }
    to.writeBytes(out, 0, at);
    return true;
  }

  private int room(int at, int more) {
    if (at + more > out.length) {
      out = Arrays.copyOf(out, Math.max(at + more, 2 * out.length));
    }
    return at;
  }

  /** The new end; below 0 if a header cannot carry the key. */
  private int put(String key, boolean inPath, int from) {
    int at = from;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 0x7f || c < ' ' || (inPath && UNRESERVED.indexOf(c) < 0)) {
        return putOther(key, inPath, from);
      }
      out[at++] = (byte) c;
    }
    return at;
  }

  private int putOther(String key, boolean inPath, int from) {
    int at = from;
    for (byte b : key.getBytes(UTF_8)) {
      if (inPath && UNRESERVED.indexOf(b) < 0) {
        out[at++] = '%';
        out[at++] = (byte) HEX.charAt((b >> 4) & 0xf);
        out[at++] = (byte) HEX.charAt(b & 0xf);
      } else if ((b >= 0 && b < ' ') || b == 0x7f) {
        return -1;
      } else {
        out[at++] = b;
      }
    }
    return at;
  }

  void release() {
    body.release();
  }
}
