package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access log of a balancer that runs as its users run it. */
class AccessLogIT {

  @TempDir private Path folder;

  @Test
  void goesToStandardOutputBetweenTheOtherLines() {
    try (RunningBalancer balancer = RunningBalancer.start("access-log=json")) {
      Web.get(balancer.address(), "/home?first");
      String line =
          balancer
              .program()
              .awaitOut("\"target\":\"/home?first\"")
              .lines()
              .filter(it -> it.startsWith("{"))
              .findFirst()
              .orElseThrow();
      assertThat(line).contains("\"status\":200,", "\"replica\":\"server").endsWith("\"ok\"}");
    }
  }

  @Test
  void isOpenedAnewOnASignalAndLosesNothingAtTheEnd() throws IOException {
    Path file = folder.resolve("access.log");
    Path old = folder.resolve("access.log.1");
    try (RunningBalancer balancer =
        RunningBalancer.start("access-log=combined", "access-log-file=" + file)) {
      Web.get(balancer.address(), "/home?first");
      await().atMost(Program.LIMIT).until(() -> Files.size(file) > 0);
      Files.move(file, old);
      balancer.signal("USR1");
      await().atMost(Program.LIMIT).until(() -> Files.exists(file));
      Web.get(balancer.address(), "/home?second");
    }
    assertThat(Files.readString(old)).contains("\"GET /home?first HTTP/1.1\" 200 ");
    assertThat(Files.readString(file)).contains("\"GET /home?second HTTP/1.1\" 200 ");
  }

  @Test
  void survivesTheSignalWhereThereIsNoLog() {
    try (RunningBalancer balancer = RunningBalancer.start()) {
      balancer.signal("USR1");
      assertThat(Web.get(balancer.address(), "/home").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doesNotKeepRequestsFromBeingServedWhereItCannotBeWritten() {
    try (RunningBalancer balancer =
        RunningBalancer.start("access-log=json", "access-log-file=/dev/full")) {
      for (int i = 0; i < 10; i++) {
        assertThat(Web.get(balancer.address(), "/home").statusCode()).isEqualTo(200);
      }
      balancer.program().awaitOut("/dev/full cannot be written: No space left on device");
      assertThat(Web.get(balancer.admin(), "/metrics").body())
          .containsPattern("ringkeeper_access_log_errors_total [1-9]");
    }
  }
}
