package io.ringkeeper.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client. All that one read brings is answered by one write, so that an answer is never torn
 * between its head and its body.
 *
 * <pre>
 *   READING ── socket full ──► WRITING          READING: requests come in, answers go out
 *      │  ◄──── all written ─────┘ │            WRITING: nothing is read until all is written
 *      │                           │
 *      └── last answer written ────┴──► LINGERING ── end of input, or 2 ticks ──► closed
 * </pre>
 *
 * LINGERING reads and forgets: closing with unread input would reset the connection, and the client
 * could lose the answer.
 */
final class Connection {

  private static final int LINGER_TICKS = 2;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer input;
  private final Answers answers;
  private final RequestReader reader = new RequestReader();

  /** What the socket did not take; null unless WRITING. */
  private @Nullable ByteBuffer unsent;

  /** The last answer has been made: no request is read after it. */
  private boolean last;

  private int ticksLingered;

  Connection(SocketChannel channel, SelectionKey key, ByteBuffer input, Answers answers) {
    this.channel = channel;
    this.key = key;
    this.input = input;
    this.answers = answers;
  }

  /** Whether a request has begun that is not answered yet. */
  boolean inFlight() {
    return unsent != null || (!last && reader.begun());
  }

  /** Does what the socket is ready for. With {@code stopping}, the next answer is the last. */
  void ready(boolean stopping) {
    try {
      if (unsent != null) {
        write(unsent);
      } else {
        read(stopping);
      }
    } catch (IOException e) {
      close(); // the client is gone: there is nobody to tell
    }
  }

  /** Takes what has arrived already, then closes unless a request has begun. */
  void stop() {
    if (unsent == null && !last) {
      ready(true);
    }
    if (!inFlight() && !last) {
      close();
    }
  }

  void tick() {
    if (last && unsent == null && ++ticksLingered > LINGER_TICKS) {
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      key.cancel(); // closed as far as this server is concerned
    }
  }

  private void read(boolean stopping) throws IOException {
    input.clear();
    if (channel.read(input) < 0) {
      close();
      return;
    }
    if (last) {
      return;
    }
    var output = new ByteArrayOutputStream(512);
    input.flip();
    try {
      for (Request request; !last && (request = reader.read(input)) != null; ) {
        last = !request.keepAlive() || stopping;
        answers.write(request, last, output);
      }
    } catch (BadRequestException e) {
      last = true;
      answers.writeRefusal(e, output);
    }
    if (output.size() > 0) {
      write(ByteBuffer.wrap(output.toByteArray()));
    }
  }

  private void write(ByteBuffer output) throws IOException {
    channel.write(output);
    if (output.hasRemaining()) {
      unsent = output;
      key.interestOps(SelectionKey.OP_WRITE);
      return;
    }
    if (unsent != null) {
      unsent = null;
      key.interestOps(SelectionKey.OP_READ);
    }
    if (last) {
      channel.shutdownOutput();
    }
  }
}
