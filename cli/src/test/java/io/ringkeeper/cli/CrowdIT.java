package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** More clients than there are open files, or memory, for. Whoever may stay is served. */
class CrowdIT {

  private static final String GET = "GET /home HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final Pattern TURNED_AWAY =
      Pattern.compile("(?m)^ringkeeper_turned_away_total (\\d+)");

  /** More would be a log that fills a disk. */
  private static final int MOST_LINES = 40;

  @Test
  void clientsForWhomThereAreNoOpenFilesAreTurnedAway() throws IOException {
    int clients = 600;
    try (RunningBalancer balancer = RunningBalancer.start(300, "-Xmx24m", "loops=2")) {
      try (Crowd crowd = Crowd.at(balancer.address(), clients)) {
        crowd.send(GET);
        int served = crowd.served();
        assertThat(served).isBetween(50, 150);
        assertThat(turnedAway(balancer)).isEqualTo(clients - served);
        assertThat(crowd.send(GET).served()).as("again").isEqualTo(served);
      }
      servesAgain(balancer);
      assertThat(log(balancer)).contains("300 open files are not enough");
    }
  }

  @Test
  void clientsForWhomThereIsNoMemoryAreTurnedAway() throws IOException {
    int clients = 2_000;
    String longHead = "GET /home HTTP/1.1\r\nHost: h\r\nCookie: " + "a".repeat(15_000);
    try (RunningBalancer balancer = RunningBalancer.start(10_000, "-Xmx24m", "loops=2")) {
      try (Crowd crowd = Crowd.at(balancer.address(), clients)) {
        crowd.send(longHead);
        await().atMost(Program.LIMIT).until(() -> turnedAway(balancer) >= clients / 4);
        crowd.send("\r\n\r\n");
        assertThat(crowd.served()).isPositive();
      }
      servesAgain(balancer);
      assertThat(log(balancer)).contains("the heap is not enough");
    }
  }

  @Test
  void operatorsWaitWhileThereAreNoOpenFiles() throws IOException {
    try (RunningBalancer balancer = RunningBalancer.start(300, "-Xmx24m", "loops=2")) {
      try (Crowd _ = Crowd.at(balancer.admin(), 400)) {
        await().atMost(Program.LIMIT).until(() -> log(balancer).contains("Too many open files"));
      }
      servesAgain(balancer);
      assertThat(Web.get(balancer.admin(), "/livez").statusCode()).isEqualTo(200);
    }
  }

  private static int turnedAway(RunningBalancer balancer) {
    Matcher metric = TURNED_AWAY.matcher(Web.get(balancer.admin(), "/metrics").body());
    assertThat(metric.find()).isTrue();
    return Integer.parseInt(metric.group(1));
  }

  private static void servesAgain(RunningBalancer balancer) {
    InetSocketAddress address = balancer.address();
    await().atMost(Program.LIMIT).ignoreExceptions().until(() -> serves(address));
    assertThat(balancer.program().handle().isAlive()).isTrue();
    assertThat(log(balancer).lines()).hasSizeLessThan(MOST_LINES);
    assertThat(log(balancer)).doesNotContain("\tat ");
  }

  private static boolean serves(InetSocketAddress address) {
    return Web.get(address, "/home").statusCode() == 200;
  }

  private static String log(RunningBalancer balancer) {
    return balancer.program().out();
  }
}
