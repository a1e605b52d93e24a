package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.Forwardings;
import io.ringkeeper.balancer.http.Head;
import io.ringkeeper.balancer.http.HeadSpaces;
import io.ringkeeper.balancer.http.HeadWriter;
import io.ringkeeper.balancer.http.Method;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is sent in the scripts means the same wherever it is split. */
class WireSplitTest {

  static final List<WireScript> SCRIPTS = WireScripts.all();

  /** What lies beyond is the middle of a long body. */
  private static final int LAST_SPLIT = 20_000;

  @ParameterizedTest
  @FieldSource("SCRIPTS")
  void requestsMeanTheSameWhereverTheyAreSplit(WireScript script) {
    byte[] bytes = Peer.bytes(script.clientBytes());
    String whole = new Reader(true).read(bytes, bytes.length);
    for (int split = 1; split < Math.min(bytes.length, LAST_SPLIT); split++) {
      assertThat(new Reader(true).read(bytes, split)).isEqualTo(whole);
    }
    assertThat(new Reader(true).readBytes(bytes)).isEqualTo(whole);
  }

  @ParameterizedTest
  @FieldSource("SCRIPTS")
  void answersMeanTheSameWhereverTheyAreSplit(WireScript script) {
    byte[] bytes = Peer.bytes(script.replicaBytes());
    String whole = new Reader(false).read(bytes, bytes.length);
    for (int split = 1; split < Math.min(bytes.length, LAST_SPLIT); split++) {
      assertThat(new Reader(false).read(bytes, split)).isEqualTo(whole);
    }
    assertThat(new Reader(false).readBytes(bytes)).isEqualTo(whole);
  }

  /** Reads a stream of messages, and notes what would be passed on of them. */
  private static final class Reader {

    private final Head head;
    private final HeadWriter writer = new HeadWriter();
    private final BodyReader body = new BodyReader();
    private final StringBuilder meaning = new StringBuilder();
    private final CRC32C content = new CRC32C();
    private boolean inBody;
    private boolean over;

    Reader(boolean requests) {
      this.head =
          requests
              ? new RequestHead(Settings.HEAD_LIMIT, HeadSpaces.ample())
              : new AnswerHead(Settings.HEAD_LIMIT, HeadSpaces.ample());
    }

    String read(byte[] bytes, int split) {
      feed(Unpooled.wrappedBuffer(bytes, 0, split));
      feed(Unpooled.wrappedBuffer(bytes, split, bytes.length - split));
      return meaning.toString();
    }

    String readBytes(byte[] bytes) {
      for (int at = 0; at < bytes.length; at++) {
        feed(Unpooled.wrappedBuffer(bytes, at, 1));
      }
      return meaning.toString();
    }

    private void feed(ByteBuf in) {
      while (in.isReadable() && !over) {
        if (inBody) {
          readBody(in);
        } else {
          readHead(in);
        }
      }
    }

    private void readHead(ByteBuf in) {
      switch (HeadReader.read(head, in)) {
        case INCOMPLETE -> {}
        case REFUSED -> end(head.rejection());
        case COMPLETE -> begin();
      }
    }

    private void begin() {
      switch (head) {
        case RequestHead request -> {
          writer.request(request, Forwardings.silent(false), 0);
          body.request(request);
        }
        case AnswerHead answer -> {
          writer.answer(answer, answer.isChunked(), !answer.isPersistent(), false);
          body.answer(answer, Method.GET);
        }
        default -> throw new IllegalStateException();
      }
      meaning.append(Peer.text(Arrays.copyOf(writer.bytes(), writer.length())));
      content.reset();
      inBody = true;
      next();
    }

    private void readBody(ByteBuf in) {
      int count = body.next(in);
      if (body.isMalformed()) {
        end("malformed");
      } else {
        content.update(in.readSlice(count).nioBuffer());
        next();
      }
    }

    private void next() {
      if (body.isComplete()) {
        meaning.append("body ").append(content.getValue()).append('\n');
        inBody = false;
        head.reset();
      }
    }

    private void end(Object why) {
      meaning.append(why);
      over = true;
    }
  }
}
