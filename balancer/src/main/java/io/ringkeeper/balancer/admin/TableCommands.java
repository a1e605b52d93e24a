package io.ringkeeper.balancer.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringkeeper.balancer.control.Controller;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.hashing.Members;
import io.ringkeeper.hashing.RendezvousStrategy;
import io.ringkeeper.hashing.Strategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What changes the table at the admin port: {@code PUT /v1/strategy} with {@code
 * {"strategy":"rendezvous","cap":1.01}}, and {@code PUT /v1/replicas/NAME/weight} with {@code
 * {"weight":3}}. Both are answered as {@code /rep} is, once the table has changed.
 */
final class TableCommands {

  private static final String STRATEGY = "/v1/strategy";
  private static final List<String> STRATEGY_FIELDS = List.of("strategy", "cap");
  private static final List<String> WEIGHT_FIELDS = List.of("weight");
  private static final Pattern WEIGHT = Pattern.compile("/v1/replicas/([^/]+)/weight");

  private final Contract contract;
  private final Controller controller;
  private final Map<String, Strategy> strategies;

  /**
   * @param strategies by name, as they are configured
   */
  TableCommands(Contract contract, Controller controller, Map<String, Strategy> strategies) {
    this.contract = contract;
    this.controller = controller;
    this.strategies = new TreeMap<>(strategies);
  }

  /** The answer, or null if the path is none of ours. */
  @Nullable CompletionStage<OwnAnswer> answer(LocalRequest request) {
    Matcher weight = WEIGHT.matcher(request.path());
    boolean weighs = weight.matches();
    if (!weighs && !request.path().equals(STRATEGY)) {
      return null;
    }
    OwnAnswer refusal = contract.refusal(request, "PUT");
    if (refusal != null) {
      return CompletableFuture.completedStage(refusal);
    }
    try {
      JsonNode body =
          CommandBody.object(
              request.body(), weighs ? "{\"weight\":3}" : "{\"strategy\":\"maglev\"}");
      checkFields(body, weighs ? WEIGHT_FIELDS : STRATEGY_FIELDS);
      return (weighs
              ? controller.weigh(weight.group(1), weight(body))
              : controller.changeStrategy(strategy(body)))
          .thenApply(Contract::answer);
    } catch (CommandBody.Malformed e) {
      return CompletableFuture.completedStage(OwnAnswer.error(400, e.getMessage()));
    }
  }

  /** A field that is misspelled would be a setting that is silently another. */
  private static void checkFields(JsonNode body, List<String> known) throws CommandBody.Malformed {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!known.contains(field.getKey())) {
        throw new CommandBody.Malformed(
            "Field '%s' is not one of %s".formatted(field.getKey(), String.join(", ", known)));
      }
    }
  }

  private static int weight(JsonNode body) throws CommandBody.Malformed {
    JsonNode weight = body.path("weight");
    if (!weight.isIntegralNumber() || !weight.canConvertToInt()) {
      throw new CommandBody.Malformed(
          "Field 'weight' is not an integer from 1 to " + Members.MAX_WEIGHT);
    }
    return weight.intValue();
  }

  private Strategy strategy(JsonNode body) throws CommandBody.Malformed {
    String name = body.path("strategy").asText("");
    Strategy strategy = strategies.get(name);
    if (strategy == null) {
      throw new CommandBody.Malformed(
          "Field 'strategy' is not one of " + String.join(", ", strategies.keySet()));
    }
    JsonNode cap = body.path("cap");
    if (cap.isMissingNode()) {
      return strategy;
    }
    if (!(strategy instanceof RendezvousStrategy)) {
      throw new CommandBody.Malformed("Field 'cap' belongs to strategy rendezvous alone");
    }
    if (!cap.isNumber() || !Double.isFinite(cap.doubleValue())) {
      throw new CommandBody.Malformed("Field 'cap' is not a number such as 1.01");
    }
    try {
      return new RendezvousStrategy(cap.doubleValue());
    } catch (IllegalArgumentException e) {
      throw new CommandBody.Malformed("Field 'cap': " + e.getMessage());
    }
  }
}
