package io.ringkeeper.balancer.control;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.NetUtil;
import io.ringkeeper.balancer.http.AnswerHead;
import io.ringkeeper.balancer.http.HeadSpace;
import io.ringkeeper.balancer.time.Clock;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to one replica: connects, asks for the path, and looks at the status of the answer;
 * any 2xx passes. Ends in exactly one result. Confined to the event loop.
 *
 * <p>A probe comes so seldom that its code is neither compiled nor in any cache, and may share its
 * core with an event loop: so it makes do with little of it, and is a bare socket that the loop
 * wakes.
 */
final class Probe implements NioIoHandle {

  /** What the head of an answer may take, in bytes. */
  private static final int HEAD_LIMIT = 64 * 1024;

  /**
   * Whom to ask for what.
   *
   * @param question what to send, in memory that the system reads as it is
   */
  record Target(InetSocketAddress address, ByteBuffer question, Duration timeout) {

    static Target of(InetSocketAddress address, ProbeSettings settings) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(settings.path(), NetUtil.toSocketAddressString(address));
      byte[] bytes = (settings.header() + request).getBytes(StandardCharsets.ISO_8859_1);
      ByteBuffer question = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      return new Target(address, question, settings.timeout());
    }
  }

  /** Where sockets come from. */
  interface Sockets {
    SocketChannel open() throws IOException;
  }

  sealed interface Result {}

  record Passed() implements Result {}

  record Failed(String why) implements Result {}

  /** The trouble is ours, a late timer or a lack of sockets: it says nothing about the replica. */
  record Inconclusive() implements Result {}

  interface Listener {
    void ended(Result result, long tookNanos);
  }

  private final Target target;
  private final ByteBuffer question;
  private final ByteBuffer buffer;
  private final Clock clock;
  private final Listener listener;
  private final long startedAt;
  private final AnswerHead head = new AnswerHead(HEAD_LIMIT, new HeadSpace(HEAD_LIMIT));
  private @Nullable SocketChannel socket;
  private @Nullable IoRegistration registration;
  private @Nullable ScheduledFuture<?> timer;
  private boolean ended;

  /**
   * A probe that has not begun.
   *
   * @param buffer to read into; all probes of the loop may have the same
   */
  Probe(Target target, ByteBuffer buffer, Clock clock, Listener listener) {
    this.target = target;
    this.question = target.question().duplicate();
    this.buffer = buffer;
    this.clock = clock;
    this.listener = listener;
    this.startedAt = clock.nanos();
  }

  /** Begins; to be called on the loop. */
  void run(Sockets sockets, IoEventLoop loop) {
    timer = loop.schedule(this::timeOut, target.timeout().toNanos(), TimeUnit.NANOSECONDS);
    try {
      SocketChannel fresh = sockets.open();
      socket = fresh;
      fresh.configureBlocking(false);
      connect(fresh);
    } catch (IOException e) {
      end(new Inconclusive()); // no socket left
    }
    if (!ended) {
      registration = loop.register(this).getNow(); // at once, since this is the loop
      expect();
    }
  }

  @Override
  public SocketChannel selectableChannel() {
    return Objects.requireNonNull(socket);
  }

  @Override
  public void handle(IoRegistration woken, IoEvent event) {
    try {
      goOn(selectableChannel());
    } catch (RuntimeException e) {
      end(broken(e, "")); // of this probe; the others go on
    }
  }

  private void goOn(SocketChannel open) {
    if (!open.isConnected()) {
      connect(open);
    } else {
      ask(open);
    }
    if (!ended && open.isConnected()) {
      hear(open);
    }
    expect();
  }

  /** Has the loop call again when there is something to do. */
  private void expect() {
    if (ended) {
      return;
    }
    if (registration == null) {
      end(new Inconclusive());
    } else if (!selectableChannel().isConnected()) {
      registration.submit(NioIoOps.CONNECT);
    } else {
      registration.submit(question.hasRemaining() ? NioIoOps.READ_AND_WRITE : NioIoOps.READ);
    }
  }

  /** Begins to connect, or goes on with it. */
  private void connect(SocketChannel open) {
    try {
      boolean done = !open.isConnectionPending() && open.connect(target.address());
      // The loopback interface has answered by now, which spares the loop a round.
      if (done || open.finishConnect()) {
        ask(open);
      }
    } catch (IOException | IllegalArgumentException e) {
      end(unconnected(e));
    }
  }

  private Result unconnected(Exception cause) {
    return switch (cause) {
      case ConnectException _ -> new Failed("connection refused");
      case BindException _ -> new Inconclusive(); // no port left
      default -> broken(cause, ": " + target.address());
    };
  }

  /** Sends the question, or what is left of it. */
  private void ask(SocketChannel open) {
    try {
      if (question.hasRemaining()) {
        open.write(question);
      }
    } catch (IOException e) {
      close();
    }
  }

  private void hear(SocketChannel open) {
    try {
      if (open.read(buffer.clear()) < 0) {
        close();
      } else {
        read(buffer.flip());
      }
    } catch (IOException e) {
      end(broken(e, ""));
    }
  }

  /** Reads a part of the answer, cut anywhere. */
  void read(ByteBuffer in) {
    while (!ended && in.hasRemaining()) {
      int from = in.position();
      int before = head.length();
      int count = head.room(in.remaining());
      in.get(head.bytes(), before, count);
      head.append(count);
      switch (head.parse()) {
        case INCOMPLETE -> {}
        case REFUSED -> {
          judge(head.status()); // which may well be fine, whatever the fields are
          end(new Failed("answered something other than HTTP"));
        }
        case COMPLETE -> {
          in.position(from + head.end() - before);
          judge(head.status());
          head.reset();
        }
      }
    }
  }

  private void judge(int status) {
    if (status >= 300) {
      end(new Failed("answered " + status));
    } else if (status >= 200) {
      end(new Passed());
    }
  }

  private void timeOut() {
    long timeout = target.timeout().toNanos();
    boolean late = clock.nanos() - startedAt - timeout > timeout / 2;
    end(late ? new Inconclusive() : new Failed("no answer within " + Sentences.span(timeout)));
  }

  /** The connection ends, by the other side or with the loop. */
  @Override
  public void close() {
    end(new Failed("closed without an answer"));
  }

  private void end(Result result) {
    if (ended) {
      return;
    }
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (registration != null) {
      registration.cancel();
    }
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // closed it is all the same
    }
    listener.ended(result, clock.nanos() - startedAt);
  }

  private static Result broken(Exception cause, String where) {
    return new Failed("broken connection: " + cause.getMessage() + where);
  }
}
