package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.load.LoadError;
import io.ringkeeper.analysis.load.LoadPlan;
import io.ringkeeper.analysis.load.LoadReport;
import io.ringkeeper.analysis.load.LoadReport.Ending;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadProgressTest {

  private static final LoadPlan PLAN =
      LoadPlan.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), "/")
          .withRequests(1_000);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, UTF_8);

  @Test
  void aLineSaysHowFarItIs() {
    LoadProgress progress = new LoadProgress(PLAN, out, false);
    progress.show(report(200, 50, Duration.ofSeconds(1)));
    progress.show(report(450, 50, Duration.ofSeconds(2)));
    progress.end();
    assertThat(said.toString(UTF_8).lines())
        .containsExactly(
            " 25 %  200 answered, 50 failed, 200/s, 0:03 left",
            " 50 %  450 answered, 50 failed, 250/s, 0:02 left");
  }

  @Test
  void aBarIsDrawnOverTheOneBefore() {
    LoadProgress progress = new LoadProgress(PLAN, out, true);
    progress.show(report(500, 0, Duration.ofSeconds(100)));
    progress.end();
    assertThat(said.toString(UTF_8))
        .startsWith("\r[============            ]  50 %  500 answered, 0 failed, 5/s, 1:40 left ")
        .endsWith(" \r")
        .doesNotContain("\n");
  }

  @Test
  void aLoadWithoutAnEndHasNoTimeLeft() {
    LoadPlan endless = LoadPlan.of(PLAN.target(), "/");
    new LoadProgress(endless, out, false).show(report(10, 0, Duration.ofSeconds(1)));
    assertThat(said.toString(UTF_8)).isEqualTo("  0 %  10 answered, 0 failed, 10/s\n");
  }

  private static LoadReport report(long answered, long failed, Duration took) {
    return new LoadReport(
        Ending.NOT_YET,
        took,
        new TreeMap<>(Map.of(200, answered)),
        new TreeMap<>(),
        new TreeMap<>(Map.of(LoadError.CLOSED, failed)),
        0,
        0,
        new Histogram(3),
        0,
        0);
  }
}
