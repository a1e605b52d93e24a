package io.ringkeeper.balancer.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.http.OwnAnswer;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Which balancer this is: what {@code /v1/balancer} says, and a field of every {@code /rep}, by
 * which two ports are known to be of one balancer.
 *
 * @param instance of this very start: 16 hexadecimal digits, as good as unique
 * @param engine that runs its replicas
 * @param fleet that these are, on this engine
 */
public record Identity(String instance, Config.EngineKind engine, String fleet) {

  /** The field's name. */
  static final String FIELD = "Ringkeeper-Instance";

  /** Of a balancer that is being made. */
  public static Identity of(Config config) {
    String instance = "%016x".formatted(new SecureRandom().nextLong());
    return new Identity(instance, config.engine(), config.fleet());
  }

  String field() {
    return FIELD + ": " + instance;
  }

  OwnAnswer answer() {
    return OwnAnswer.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("instance", instance)
            .put("engine", engine.name().toLowerCase(Locale.ROOT))
            .put("fleet", fleet)
            .toString());
  }
}
