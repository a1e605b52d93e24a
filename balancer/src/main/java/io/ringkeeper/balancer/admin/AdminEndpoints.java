package io.ringkeeper.balancer.admin;

import io.ringkeeper.balancer.control.Controller;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.metrics.Metrics;
import io.ringkeeper.balancer.routing.CurrentTable;
import io.ringkeeper.hashing.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 *   <li>{@code /v1/balancer}: which balancer this is, and what runs its replicas
 *   <li>{@code /v1/table}: who owns how much, and the digest
 *   <li>{@code /v1/explain?key=K} or {@code ?client-ip=ADDRESS}: where a key goes, and why
 *   <li>{@code /v1/strategy} and {@code /v1/replicas/NAME/weight}: what changes the table
 *   <li>the contract's endpoints
 * </ul>
 */
public final class AdminEndpoints {

  private final Contract contract;
  private final CurrentTable tables;
  private final TableEndpoints inspection;
  private final TableCommands commands;
  private final Metrics metrics;
  private final BooleanSupplier open;

  /**
   * @param strategies by name, as they are configured
   * @param keys what keys can be asked about
   * @param open whether the public port is open
   */
  public AdminEndpoints(
      Contract contract,
      Controller controller,
      Map<String, Strategy> strategies,
      CurrentTable tables,
      KeyLookup keys,
      Metrics metrics,
      BooleanSupplier open) {
    this.contract = contract;
    this.tables = tables;
    this.inspection =
        new TableEndpoints(tables, new TreeMap<>(strategies).values(), controller::weights, keys);
    this.commands = new TableCommands(contract, controller, strategies);
    this.metrics = metrics;
    this.open = open;
  }

  /**
   * The answer to a request.
   *
   * @param query what follows the {@code ?}, or nothing
   */
  CompletionStage<OwnAnswer> answer(LocalRequest request, String query) {
    if (Contract.isOurs(request.path())) {
      return contract.answer(request);
    }
    CompletionStage<OwnAnswer> command = commands.answer(request);
    if (command != null) {
      return command;
    }
    return CompletableFuture.completedStage(
        switch (request.path()) {
          case "/livez" -> text(200, "alive\n");
          case "/readyz" -> ready();
          case "/metrics" ->
              new OwnAnswer(200, List.of(), Metrics.CONTENT_TYPE, metrics.exposition());
          case "/v1/balancer" -> contract.identity().answer();
          case "/v1/table" -> inspection.table();
          case "/v1/explain" -> inspection.explain(query);
          default ->
              OwnAnswer.error(
                  404,
                  "The admin port has /livez, /readyz, /metrics, /v1/balancer, /v1/table,"
                      + " /v1/explain?key=K, /v1/strategy, /v1/replicas/NAME/weight, /rep, /add,"
                      + " /rm");
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
