package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** WebSocket through the balancer: what it passes on, and what becomes of it when it stops. */
class WebSocketIT {

  private static final int FRAMES = 10_000;

  /** Around the lengths at which a frame's own length takes another form. */
  private static final int[] EDGES = {0, 1, 125, 126, 127, 65_535, 65_536, 300_000};

  /** Collects messages, and says how it ended. */
  private static final class Echoes implements WebSocket.Listener {
    final LinkedBlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      partial.writeBytes(bytes);
      if (last) {
        messages.add(partial.toByteArray());
        partial.reset();
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ended.complete(null);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.complete(null);
    }

    byte[] next() throws InterruptedException {
      byte[] message = messages.poll(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(message).as("an echo").isNotNull();
      return message;
    }
  }

  private static byte[] payload(Random random, int frame) {
    int length = frame < EDGES.length ? EDGES[frame] : random.nextInt(2_000);
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    return payload;
  }

  private static void withSocket(InetSocketAddress balancer, Talk talk) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      Echoes echoes = new Echoes();
      URI uri = URI.create("ws://127.0.0.1:" + balancer.getPort() + "/chat");
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(uri, echoes)
              .get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
      try {
        talk.over(socket, echoes);
      } finally {
        socket.abort();
      }
    }
  }

  private interface Talk {
    void over(WebSocket socket, Echoes echoes) throws Exception;
  }

  private static void send(WebSocket socket, byte[] payload) throws Exception {
    socket
        .sendBinary(ByteBuffer.wrap(payload), true)
        .get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void everyFrameComesBackAsItWas() throws Exception {
    try (WebSocketEcho echo = new WebSocketEcho();
        RunningBalancer balancer =
            RunningBalancer.start(StaticReplica.settings(echo.port())).awaitServing()) {
      withSocket(
          balancer.address(),
          (socket, echoes) -> {
            CompletableFuture<Void> sending =
                CompletableFuture.runAsync(() ->
                    forEachFrame(payload -> {
                      try {
                        send(socket, payload);
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }));
            forEachFrame(payload -> {
              try {
                assertThat(echoes.next()).isEqualTo(payload);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
            sending.get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get();
            echoes.ended.get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
          });
    }
  }

  private static void forEachFrame(Consumer<byte[]> consumer) {
    Random random = new Random(7);
    for (int frame = 0; frame < FRAMES; frame++) {
      consumer.accept(payload(random, frame));
    }
  }

  @Test
  void aSignalLeavesItTheTimeOfADrainAndThenClosesIt() throws Exception {
    try (WebSocketEcho echo = new WebSocketEcho();
        RunningBalancer balancer =
            RunningBalancer.start(StaticReplica.settings(echo.port(), "drain=3s")).awaitServing()) {
      withSocket(
          balancer.address(),
          (socket, echoes) -> {
            balancer.signal("TERM");
            balancer.program().awaitOut("Stopping: 1 requests");
            byte[] late = {1, 2, 3};
            send(socket, late);
            assertThat(echoes.next()).isEqualTo(late);
            assertThat(echoes.ended).isNotDone();
            echoes.ended.get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(balancer.program().awaitEnd().code()).isZero();
          });
    }
  }
}
