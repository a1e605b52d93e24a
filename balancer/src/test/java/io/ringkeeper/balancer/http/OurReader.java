package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream of messages with the classes under test, as the data plane uses them. */
final class OurReader {

  private static final int LIMIT = 64 * 1024;

  private final Head head;
  private final byte[] stream;
  private final int piece;
  private int at;

  private OurReader(Head head, byte[] stream, int piece) {
    this.head = head;
    this.stream = stream;
    this.piece = piece;
  }

  /** What comes is shown to the parser in pieces of at most so many bytes. */
  static List<Message> requests(byte[] stream, int piece) {
    return new OurReader(new RequestHead(LIMIT, HeadSpaces.ample()), stream, piece).messages();
  }

  static List<Message> answers(byte[] stream, int piece) {
    return new OurReader(new AnswerHead(LIMIT, HeadSpaces.ample()), stream, piece).messages();
  }

  static @Nullable String chunks(byte[] stream) {
    return new OurReader(new RequestHead(LIMIT, HeadSpaces.ample()), stream, 1).chunks();
  }

  /** What a replica would get of those requests of the stream that are complete. */
  static byte[] forwarded(byte[] stream) {
    RequestHead head = new RequestHead(LIMIT, HeadSpaces.ample());
    OurReader reader = new OurReader(head, stream, stream.length);
    HeadWriter writer = new HeadWriter();
    StringBuilder all = new StringBuilder();
    while (reader.hasHead()) {
      writer.request(head, Forwardings.silent(true), 123_456);
      int from = reader.at;
      if (reader.body() == null) {
        break;
      }
      all.append(new String(writer.bytes(), 0, writer.length(), ISO_8859_1));
      all.append(new String(stream, from, reader.at - from, ISO_8859_1));
      head.reset();
    }
    return all.toString().getBytes(ISO_8859_1);
  }

  private List<Message> messages() {
    List<Message> all = new ArrayList<>();
    while (hasHead()) {
      Message message = new Message(start(), fields(), null);
      String body = body();
      all.add(message.with(body));
      if (body == null) {
        break;
      }
      head.reset();
    }
    return all;
  }

  private boolean hasHead() {
    int from = at;
    while (at < stream.length) {
      int count = head.room(Math.min(piece, stream.length - at));
      System.arraycopy(stream, at, head.bytes(), head.length(), count);
      head.append(count);
      at += count;
      switch (head.parse()) {
        case INCOMPLETE -> {}
        case REFUSED -> {
          return false;
        }
        case COMPLETE -> {
          at = from + head.end();
          return true;
        }
      }
    }
    return false;
  }

  private List<String> start() {
    return switch (head) {
      case RequestHead request ->
          List.of(
              request.methodName(),
              text(request.methodTo() + 1, request.pathTo()),
              "HTTP/1." + request.minorVersion());
      case AnswerHead answer ->
          List.of(
              "HTTP/1." + answer.minorVersion(),
              String.valueOf(answer.status()),
              text(answer.reasonFrom(), answer.reasonTo()));
      default -> throw new IllegalStateException();
    };
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < head.fieldCount(); i++) {
      int from = head.lineFrom(i);
      int colon = Bytes.indexOf((byte) ':', head.bytes, from, head.length());
      fields.add(Message.field(text(from, colon), text(head.valueFrom(i), head.valueTo(i))));
    }
    return fields;
  }

  private String text(int from, int to) {
    return new String(head.bytes, from, to - from, ISO_8859_1);
  }

  private @Nullable String body() {
    boolean answer = head instanceof AnswerHead;
    if (head instanceof AnswerHead bodiless && bodiless.isBodiless(Method.GET)) {
      return "";
    }
    if (head.isChunked()) {
      return chunks();
    }
    boolean untilClose = answer && head.contentLength() < 0;
    return take(untilClose ? stream.length - at : Math.max(0, head.contentLength()));
  }

  private @Nullable String take(long count) {
    if (count > stream.length - at) {
      return null;
    }
    at += (int) count;
    return new String(stream, at - (int) count, (int) count, ISO_8859_1);
  }

  private @Nullable String chunks() {
    Chunks chunks = new Chunks();
    byte[] content = new byte[stream.length];
    int length = 0;
    while (at < stream.length && !chunks.isDone() && !chunks.isMalformed()) {
      int data = (int) Math.min(chunks.dataAhead(), stream.length - at);
      if (data > 0) {
        System.arraycopy(stream, at, content, length, data);
        length += data;
        at += data;
        chunks.skip(data);
      } else {
        chunks.accept(stream[at++]);
      }
    }
    return chunks.isDone() ? new String(Arrays.copyOf(content, length), ISO_8859_1) : null;
  }
}
