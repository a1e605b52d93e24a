package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel tells of new bytes once: whatever fills a buffer to its end, or is left by a loop that
 * had its turn, is read all the same.
 */
@ExtendWith(Leaks.class)
class ReadingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final CountDownLatch held = new CountDownLatch(1);
  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();

  @AutoClose
  private final ProxyUnderTest proxy =
      new ProxyUnderTest(new Settings(), new HoldingTheLoop(), replica);

  @AutoClose private final Peer client = proxy.client();

  ReadingTest() throws IOException {}

  /** Whoever asks for /hold keeps the loop from everything else until the latch is opened. */
  private final class HoldingTheLoop implements LocalEndpoints {

    @Override
    public boolean owns(RequestHead head) {
      return head.path().equals("/hold");
    }

    @Override
    public CompletionStage<OwnAnswer> answer(LocalRequest request) {
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return CompletableFuture.completedFuture(OwnAnswer.json(200, "{}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {4095, 4096, 4097, 8192, 16_384, 20_480, 65_536, 86_016, 1_048_576, 4_194_304})
  void aRequestThatFillsBuffersExactlyIsReadToItsEnd(int size) throws IOException {
    String start = "POST / HTTP/1.1\r\nHost: h\r\n";
    client.send(start + bodyFor(start, size));
    try (Peer connection = replica.accept()) {
      connection.head();
      connection.read(lengthFor(start, size));
      connection.send(OK);
      assertThat(client.answer().keeps().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {4095, 4096, 4097, 8192, 16_384, 20_480, 65_536, 86_016, 1_048_576, 4_194_304})
  void anAnswerThatFillsBuffersExactlyIsReadToItsEnd(int size) throws Exception {
    String start = "HTTP/1.1 200 OK\r\n";
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept();
        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      connection.head();
      Future<?> sent = sender.submit(() -> connection.send(start + bodyFor(start, size)));
      assertThat(client.answer().keeps().body()).hasSize(lengthFor(start, size));
      sent.get();
    }
  }

  /**
   * All of a request has arrived before any of it is read; so much that reading stops on the way,
   * because the replica is behind, and nothing else will come that could start it again.
   */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 200_000, 400_000, 800_000, 1_600_000})
  void whatArrivedAsAWholeIsReadToItsEnd(int size) throws Exception {
    client.send(post(Flood.SIZE));
    Flood first = new Flood(client, Flood.SIZE);
    try (Peer connection = replica.accept();
        Peer other = proxy.client()) {
      connection.head(); // the system learns that this client needs much room
      Flood.read(connection, Flood.SIZE);
      first.awaitDone();
      connection.send(OK);
      client.answer();
      other.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
      client.send(post(size) + "x".repeat(size));
      held.countDown();
      connection.head();
      assertThat(connection.read(size)).hasSize(size);
      other.answer();
    }
  }

  private static String post(int size) {
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + size + "\r\n\r\n";
  }

  /** The rest of a message that begins so and has {@code size} bytes as a whole. */
  private static String bodyFor(String start, int size) {
    int length = lengthFor(start, size);
    return "Content-Length: %07d\r\n\r\n".formatted(length) + "x".repeat(length);
  }

  private static int lengthFor(String start, int size) {
    return size - start.length() - "Content-Length: 0000000\r\n\r\n".length();
  }

  @Test
  void whoKeepsAFewBytesDoesNotKeepAWholeBuffer() {
    ReadBuffers buffers = new ReadBuffers();
    ByteBuf read = buffers.take(0, PooledByteBufAllocator.DEFAULT).writeZero(10);
    ByteBuf few = ReadBuffers.part(read, 10);
    assertThat(few.capacity()).isEqualTo(10);
    assertThat(read.isReadable()).isFalse();
    read.release();
    assertThat(buffers.take(0, PooledByteBufAllocator.DEFAULT)).isSameAs(read);
    read.release();
    few.release();
    buffers.release();
  }

  @Test
  void whoKeepsMuchGetsToKeepTheBuffer() {
    ReadBuffers buffers = new ReadBuffers();
    ByteBuf read = buffers.take(0, PooledByteBufAllocator.DEFAULT).writeZero(4000);
    ByteBuf much = ReadBuffers.part(read, 4000);
    read.release();
    ByteBuf next = buffers.take(0, PooledByteBufAllocator.DEFAULT);
    assertThat(next).isNotSameAs(read);
    assertThat(much.readableBytes()).isEqualTo(4000);
    much.release();
    next.release();
    buffers.release();
  }

  @Test
  void aBufferThatIsInUseIsNotGivenOutWhenThereIsNoMemoryForAnother() {
    ReadBuffers buffers = new ReadBuffers();
    ByteBuf read = buffers.take(0, PooledByteBufAllocator.DEFAULT).writeZero(4000);
    ByteBuf kept = ReadBuffers.part(read, 4000);
    read.release();
    assertThatThrownBy(() -> buffers.take(0, new NoMemory())).isInstanceOf(OutOfMemoryError.class);
    ByteBuf next = buffers.take(0, PooledByteBufAllocator.DEFAULT);
    assertThat(next.memoryAddress()).isNotEqualTo(kept.memoryAddress());
    kept.release();
    next.release();
    buffers.release();
  }
}
