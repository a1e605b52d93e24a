package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A program of three lines of Python, kept and served like any other replica. */
class AnyProgramIT {

  /** Skips the tests where there is no Python; under {@code CI=true} fails them instead. */
  @BeforeAll
  static void requirePython() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    assertThat(installed || !"true".equals(System.getenv("CI"))).as("python3").isTrue();
    Assumptions.assumeTrue(installed, "python3 is not installed");
  }

  @Test
  void servesThePythonExampleAsItIs() {
    try (RunningBalancer balancer =
        RunningBalancer.start(Map.of(), List.of("-c", "examples/python.yaml"))) {
      everyKeyMeetsItsOwner(balancer, Prediction.of(1, 2, 3));

      long victim = balancer.replicas().getFirst().pid();
      Proc.signal("KILL", victim);
      await()
          .atMost(Program.LIMIT)
          .until(() -> !balancer.listed().contains("server1") && balancer.listed().size() == 3);
      everyKeyMeetsItsOwner(balancer, Prediction.of(1, 2, 3));

      assertThat(Web.add(balancer.address(), 1, "S4").statusCode()).isEqualTo(200);
      everyKeyMeetsItsOwner(balancer, Prediction.of(1, 2, 3, 4));
    }
  }

  private static void everyKeyMeetsItsOwner(RunningBalancer balancer, Prediction prediction) {
    for (int key = 0; key < 100; key++) {
      assertThat(Web.get(balancer.address(), "/any/path", "X-Request-ID", String.valueOf(key)))
          .returns(200, HttpResponse::statusCode)
          .returns("Hello from Server: " + prediction.owner(key) + "\n", HttpResponse::body);
    }
  }
}
