package io.ringkeeper.balancer.admin;

import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.metrics.Metrics;
import io.ringkeeper.balancer.routing.CurrentTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * What the admin port answers.
 *
 * <ul>
 *   <li>{@code /livez}: 200 as long as this process answers at all
 *   <li>{@code /readyz}: 200 while the public port is open and a replica serves, else 503
 *   <li>{@code /metrics}: the Prometheus text format
 *   <li>the contract's endpoints
 * </ul>
 */
public final class AdminEndpoints {

  private final Contract contract;
  private final CurrentTable tables;
  private final Metrics metrics;
  private final BooleanSupplier open;

  /**
   * @param open whether the public port is open
   */
  public AdminEndpoints(
      Contract contract, CurrentTable tables, Metrics metrics, BooleanSupplier open) {
    this.contract = contract;
    this.tables = tables;
    this.metrics = metrics;
    this.open = open;
  }

  CompletionStage<OwnAnswer> answer(LocalRequest request) {
    if (Contract.isOurs(request.path())) {
      return contract.answer(request);
    }
    return CompletableFuture.completedStage(
        switch (request.path()) {
          case "/livez" -> text(200, "alive\n");
          case "/readyz" -> ready();
          case "/metrics" ->
              new OwnAnswer(200, List.of(), Metrics.CONTENT_TYPE, metrics.exposition());
          default ->
              OwnAnswer.error(404, "The admin port has /livez, /readyz, /metrics, /rep, /add, /rm");
        });
  }

  private OwnAnswer ready() {
    if (!open.getAsBoolean()) {
      return text(503, "not ready: the public port is not open\n");
    }
    int serving = tables.get().serving().size();
    return serving > 0
        ? text(200, "ready: " + serving + " replicas serve\n")
        : text(503, "not ready: no replica serves\n");
  }

  private static OwnAnswer text(int status, String text) {
    return new OwnAnswer(
        status, List.of(), "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }
}
