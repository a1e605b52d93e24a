package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The balancer and its replicas as containers: up, in use, and gone without a trace. */
class DeploymentIT {

  @BeforeAll
  static void requireDocker() {
    Docker.require();
  }

  @Test
  void makeUpServesAndMakeDownLeavesNothing() {
    try (Deployment deployment = new Deployment()) {
      assertThat(deployment.make("up")).contains("Ringkeeper listens on http://127.0.0.1:");
      serves(deployment, 3);
      HttpResponse<String> added = Web.add(deployment.address(), 1);
      assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
      serves(deployment, 4);
      assertThat(deployment.make("ps")).contains(deployment.balancer()).contains("s3");
      deployment.make("down");
      assertThat(deployment.remains()).isEmpty();
    }
  }

  @Test
  void composeAloneServesAndLeavesNothing() {
    try (Deployment deployment = new Deployment()) {
      deployment.compose("up", "--build", "--detach");
      Eventually.until(() -> isReady(deployment));
      serves(deployment, 3);
      deployment.compose("down", "--volumes");
      assertThat(deployment.remains()).isEmpty();
    }
  }

  @Test
  void aBalancerThatDiesComesBackToItsReplicas() {
    try (Deployment deployment = new Deployment()) {
      deployment.make("up");
      Web.add(deployment.address(), 1);
      List<String> before = deployment.replicas();
      Proc.signal("KILL", pid(deployment));
      Eventually.until(() -> restarts(deployment) == 1 && isReady(deployment));
      serves(deployment, 4);
      assertThat(deployment.replicas()).isEqualTo(before);
    }
  }

  @Test
  void makeDownRemovesWhatAKilledBalancerLeft() {
    try (Deployment deployment = new Deployment()) {
      deployment.make("up");
      Docker.MACHINE.run("kill", deployment.balancer());
      assertThat(deployment.replicas()).hasSize(3);
      deployment.make("down");
      assertThat(deployment.remains()).isEmpty();
    }
  }

  @Test
  void hasNoMoreRightsThanItNeeds() {
    try (Deployment deployment = new Deployment()) {
      deployment.make("up");
      String format =
          "{{.ReadonlyRootfs}} {{.Privileged}} {{.CapDrop}} {{.CapAdd}} {{.SecurityOpt}}";
      assertThat(inspect(deployment, "{{with .HostConfig}}" + format + "{{end}}"))
          .isEqualTo("true false [ALL] [] [no-new-privileges:true]");
    }
  }

  /** Requests are answered by as many servers as are listed. */
  private static void serves(Deployment deployment, int n) {
    List<String> listed = RunningBalancer.names(Web.get(deployment.address(), "/rep").body());
    assertThat(listed).hasSize(n);
    for (int ordinal = 1; ordinal <= n; ordinal++) {
      String expected = "Hello from Server: " + ordinal;
      Eventually.until(() -> Web.get(deployment.address(), "/home").body().contains(expected));
    }
  }

  private static boolean isReady(Deployment deployment) {
    String balancer = deployment.balancer();
    return Docker.MACHINE.attempt("exec", balancer, "java", "@ringkeeper", "ready").code() == 0;
  }

  private static long pid(Deployment deployment) {
    return Long.parseLong(inspect(deployment, "{{.State.Pid}}"));
  }

  private static int restarts(Deployment deployment) {
    return Integer.parseInt(inspect(deployment, "{{.RestartCount}}"));
  }

  private static String inspect(Deployment deployment, String format) {
    return Docker.MACHINE.run("inspect", "--format", format, deployment.balancer());
  }
}
