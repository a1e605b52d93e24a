package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.Program.Ended;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands that speak to a running balancer. */
class CommandsIT {

  @Test
  void operatesARunningBalancer() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      assertThat(said(balancer, "status")).containsExactly("server1", "server2", "server3");
      assertThat(said(balancer, "add", "2", "S4")).contains("server1", "S4").hasSize(5);
      assertThat(said(balancer, "rm", "2", "S4", "server1")).hasSize(3).doesNotContain("S4");
      Ended refused = ask(balancer, "rm", "1", "S4");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("'S4' is not a managed replica");
    }
  }

  @Test
  void loadCountsAnswersByReplica() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      String home = url(balancer) + "/home";
      Ended load = Program.run(List.of("load", "--url", home, "-n", "1000", "-c", "10"));
      assertThat(load.code()).isZero();
      assertThat(load.err()).isEmpty();
      assertThat(load.out().lines())
          .anyMatch(line -> line.matches("1000 of 1000 requests answered in .* 0 failed"))
          .contains("  status 200  1000")
          .anyMatch(line -> line.matches("  server 3  +[0-9]+  +[0-9]+\\.[0-9] %"));
    }
  }

  @Test
  void saysWhenNoBalancerAnswers() {
    assertThat(Program.run(List.of("status", "--url", "http://127.0.0.1:1")))
        .isEqualTo(new Ended(1, "", "ringkeeper: no balancer answers at http://127.0.0.1:1\n"));
  }

  private static List<String> said(RunningBalancer balancer, String... command) {
    Ended ended = ask(balancer, command);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return RunningBalancer.names(ended.out().strip());
  }

  private static Ended ask(RunningBalancer balancer, String... command) {
    return Program.run(
        Stream.concat(Stream.of(command), Stream.of("--url", url(balancer))).toList());
  }

  private static String url(RunningBalancer balancer) {
    return "http://127.0.0.1:" + balancer.address().getPort();
  }
}
