package io.ringkeeper.balancer.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who has his turn when, of those whom the loop finds at once. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SlowLaneOnLoopTest extends OnEpollLoop {

  SlowLaneOnLoopTest() throws IOException {}

  @Test
  void whoIsInTheMiddleOfAMessageWaitsForOthers() throws Exception {
    connect(new Waiter());
    try (Socket slow = server.accept()) {
      connect(new Taker());
      try (Socket fast = server.accept()) {
        inOneRound(() -> {
          send(slow, "slow");
          send(fast, "fast");
        });
        assertThat(message()).isEqualTo("fast");
        assertThat(message()).isEqualTo("slow");
      }
    }
  }

  @Test
  void allHaveTheirTurnThoughNothingElseHappens() throws Exception {
    List<Socket> peers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      connect(new Waiter());
      peers.add(server.accept());
    }
    // one turn for each round of the loop
    step = 2 * SlowLane.MOST_NANOS;
    inOneRound(() -> {
      for (Socket peer : peers) {
        send(peer, "one");
      }
    });
    for (int i = 0; i < peers.size(); i++) {
      assertThat(message()).isEqualTo("one");
    }
    for (Socket peer : peers) {
      peer.close();
    }
  }

  @Test
  void whatComesWhileItWaitsIsDealtWithInItsTurn() throws Exception {
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    connect(first);
    try (Socket firstPeer = server.accept()) {
      connect(second);
      Socket secondPeer = server.accept();
      step = 2 * SlowLane.MOST_NANOS;
      first.then =
          () -> {
            secondPeer.close(); // its end comes in the next round, in which it has its turn
            return null;
          };
      inOneRound(() -> {
        send(firstPeer, "first");
        send(secondPeer, "second");
      });
      assertThat(message()).isEqualTo("first");
      assertThat(message()).isEqualTo("second");
      assertThat(message()).isEqualTo("inactive");
    }
  }

  @Test
  void whatTheOthersSendDoesNotWait() throws Exception {
    EpollSocketChannel other = connect(new Taker());
    try (Socket otherPeer = server.accept()) {
      Waiter waiter = new Waiter();
      waiter.then = () -> events.add("before the turn " + available(otherPeer));
      connect(waiter);
      try (Socket slow = server.accept()) {
        connect(
            new Taker() {
              @Override
              void received(ByteBuf in) {
                direct.writer.send(other, in, in.readableBytes());
                in.release();
              }
            });
        try (Socket fast = server.accept()) {
          inOneRound(() -> {
            send(slow, "slow");
            send(fast, "fast");
          });
          assertThat(message()).isEqualTo("before the turn 4");
        }
      }
    }
  }

  @Test
  void whoseRegistrationHasEndedHasNoTurn() throws Exception {
    EpollSocketChannel channel = connect(new Waiter());
    try (Socket peer = server.accept()) {
      Registered registration = new Registered();
      DirectReader reader = new DirectReader(registration, direct);
      loop.submit(
              () -> {
                reader.readFor(channel, new Waiter());
                reader.handle(registration, (EpollIoEvent) () -> EpollIoOps.EPOLLOUT);
                registration.valid = false;
                direct.lane.move();
                events.add("moved");
              })
          .get();
      assertThat(message()).isEqualTo("moved");
      assertThat(peer.isConnected()).isTrue();
    }
  }

  @Test
  void whoIsClosedHasNoTurn() throws Exception {
    Waiter second = new Waiter();
    Waiter first = new Waiter();
    connect(first);
    try (Socket firstPeer = server.accept()) {
      Channel closed = connect(second);
      try (Socket secondPeer = server.accept()) {
        first.then = closed::close;
        inOneRound(() -> {
          send(firstPeer, "first");
          send(secondPeer, "second");
        });
        assertThat(List.of(event(), event(), event())).containsExactly("first", "all", "inactive");
        loop.submit(() -> {}).get(); // a round later
        assertThat(events).isEmpty();
      }
    }
  }

  /** Is always in the middle of a message. */
  private final class Waiter extends Taker {

    private Callable<?> then = () -> "nothing";

    @Override
    boolean mayWait() {
      return true;
    }

    @Override
    void received(ByteBuf in) {
      try {
        then.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      super.received(in);
    }
  }
}
