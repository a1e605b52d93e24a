package io.ringkeeper.balancer.dataplane;

import io.netty.buffer.ByteBuf;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.Rejection;
import io.ringkeeper.balancer.http.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A request that Ringkeeper answers itself: collects the body, asks the {@link LocalEndpoints}, and
 * gives their answer when it comes. Confined to its client's event loop.
 */
final class LocalExchange implements RequestHandler {

  /** A body of so many bytes needs no space among the long ones. */
  private static final int SHORT = 1024;

  private final Worker worker;
  private final ClientConnection client;
  private final ClientChannel out;
  private final LocalEndpoints endpoints;
  private final RequestHead head;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(256);
  private final @Nullable Dechunker dechunker;
  private int taken;
  private boolean requestComplete;
  private boolean over;

  LocalExchange(
      Worker worker,
      ClientConnection client,
      ClientChannel out,
      LocalEndpoints endpoints,
      RequestHead head) {
    this.worker = worker;
    this.client = client;
    this.out = out;
    this.endpoints = endpoints;
    this.head = head;
    this.dechunker = head.isChunked() ? new Dechunker() : null;
  }

  @Override
  public void begin(boolean bodyFollows) {
    client.expect(worker.settings.timeouts().body());
    if (!bodyFollows) {
      bodyEnd();
    } else if (head.contentLength() > LocalRequest.MAX_BODY) {
      tooLarge();
    } else if (head.expectsContinue()) {
      out.sendContinue();
    }
  }

  @Override
  public void body(ByteBuf part) {
    ByteBuf data = dechunker == null ? part : dechunker.strip(part);
    try {
      if (over) {
        return;
      }
      int size = collected.size() + data.readableBytes();
      if (size > LocalRequest.MAX_BODY) {
        tooLarge();
      } else if (hasSpace(size)) {
        data.readBytes(collected, data.readableBytes());
      } else {
        answer(OwnAnswer.error(503, "There is no space for such a body now", "Retry-After: 1"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written to
    } finally {
      data.release();
    }
  }

  private boolean hasSpace(int size) {
    int more = Math.max(0, size - SHORT) - taken;
    boolean enough = worker.requestSpace.take(more);
    taken += enough ? more : 0;
    return enough;
  }

  private void end() {
    over = true;
    worker.requestSpace.giveBack(taken);
    taken = 0;
  }

  private void tooLarge() {
    answer(OwnAnswer.error(413, "Body is longer than " + LocalRequest.MAX_BODY + " bytes"));
  }

  @Override
  public void bodyEnd() {
    requestComplete = true;
    client.neverTimeOut(); // the commands have limits of their own
    endpoints
        .answer(LocalRequest.of(head, collected.toByteArray()))
        .whenComplete((answer, failure) -> worker.loop.execute(() -> answered(answer, failure)));
  }

  private void answered(@Nullable OwnAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      answer(OwnAnswer.error(500, "Internal error: " + failure));
    } else {
      answer(answer);
    }
  }

  private void answer(OwnAnswer answer) {
    if (!over) {
      end();
      client.answer(answer, requestComplete);
    }
  }

  @Override
  public boolean isAnswering() {
    return false; // it is written at once, and then this is over
  }

  @Override
  public void readComplete() {}

  @Override
  public void cancel() {
    end();
  }

  @Override
  public void clientWritabilityChanged(boolean writable) {}

  @Override
  public void sweep(long now) {}

  @Override
  public void timedOut() {
    end();
    client.refuse(Rejection.BODY_TIMEOUT);
  }
}
