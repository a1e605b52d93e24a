package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a stream of messages with Netty, up to where it finds fault with one. */
final class NettyReader {

  private static final int LIMIT = 64 * 1024;

  /**
   * What it read.
   *
   * @param messages those whose head it accepted
   * @param refused whether it found fault with what came then
   */
  record Reading(List<Message> messages, boolean refused) {

    /** Whether it finds fault with the message of this index, or with one before. */
    boolean refusesAt(int index) {
      boolean last = index == messages.size() - 1;
      return refused && (index >= messages.size() || (last && messages.get(index).body() == null));
    }

    /** The message of this index, if it got so far. */
    @Nullable Message at(int index) {
      return index < messages.size() ? messages.get(index).sense() : null;
    }
  }

  private final List<Message> messages = new ArrayList<>();
  private final StringBuilder content = new StringBuilder();
  private boolean refused;

  private NettyReader() {}

  static Reading requests(byte[] stream) {
    return new NettyReader().read(new Requests()::decode, stream);
  }

  static Reading answers(byte[] stream) {
    return new NettyReader().read(new Answers()::decode, stream);
  }

  private static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(LIMIT)
        .setMaxHeaderSize(LIMIT)
        .setMaxChunkSize(LIMIT);
  }

  /** Opens what a channel would call: to make a channel costs more than all the reading. */
  private interface Decoder {
    void decode(ByteBuf in, List<Object> out, boolean end) throws Exception;
  }

  private static final class Requests extends HttpRequestDecoder {

    Requests() {
      super(config());
    }

    void decode(ByteBuf in, List<Object> out, boolean end) throws Exception {
      if (end) {
        decodeLast(null, in, out);
      } else {
        decode(null, in, out);
      }
    }
  }

  private static final class Answers extends HttpResponseDecoder {

    Answers() {
      super(config());
    }

    void decode(ByteBuf in, List<Object> out, boolean end) throws Exception {
      if (end) {
        decodeLast(null, in, out);
      } else {
        decode(null, in, out);
      }
    }
  }

  private Reading read(Decoder decoder, byte[] stream) {
    ByteBuf in = Unpooled.wrappedBuffer(stream);
    List<Object> out = new ArrayList<>();
    try {
      int before;
      do {
        before = in.readableBytes() - out.size();
        decoder.decode(in, out, false);
      } while (in.readableBytes() - out.size() < before);
      decoder.decode(in, out, true);
    } catch (Exception e) {
      refused = true;
    }
    for (Object read : out) {
      if (read instanceof HttpObject object) {
        take(object);
      }
      ReferenceCountUtil.release(read);
    }
    return new Reading(messages, refused);
  }

  private void take(HttpObject object) {
    if (refused) {
      return;
    }
    if (object.decoderResult().isFailure()) {
      refused = true;
      return;
    }
    if (object instanceof HttpMessage message) {
      content.setLength(0);
      messages.add(new Message(start(message), fields(message.headers()), null));
    }
    if (object instanceof HttpContent part) {
      ByteBuf bytes = part.content();
      content.append(bytes.toString(ISO_8859_1));
    }
    if (object instanceof LastHttpContent) {
      messages.add(messages.removeLast().with(content.toString()));
    }
  }

  private static List<String> start(HttpMessage message) {
    String version = message.protocolVersion().text();
    return switch (message) {
      case HttpRequest request -> List.of(request.method().name(), request.uri(), version);
      case HttpResponse response ->
          List.of(
              version, String.valueOf(response.status().code()), response.status().reasonPhrase());
      default -> throw new IllegalStateException();
    };
  }

  private static List<String> fields(HttpHeaders headers) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, @Nullable String> field : headers) {
      fields.add(Message.field(field.getKey(), field.getValue()));
    }
    return fields;
  }
}
