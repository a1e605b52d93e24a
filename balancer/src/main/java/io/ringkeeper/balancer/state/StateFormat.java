package io.ringkeeper.balancer.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.balancer.control.Remembered;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The content of a state file: {@code {"version":1,"fleet":"ringkeeper","ordinals":[1,2,3]}}. After
 * commands that changed them, {@code "strategy":"maglev","weights":{"2":5}} follow, and the version
 * is 2, which a balancer that knows neither refuses in so many words.
 */
final class StateFormat {

  private static final int FIRST_VERSION = 1;
  private static final int VERSION = 2;
  private static final int MOST_WEIGHT = 1_000;
  private static final String FOREIGN = "it is not what a balancer writes: ";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  @JsonPropertyOrder({"version", "fleet", "ordinals", "strategy", "weights"})
  private record Content(
      @JsonProperty("version") int version,
      @JsonProperty("fleet") String fleet,
      @JsonProperty("ordinals") List<Integer> ordinals,
      @JsonProperty("strategy") @JsonInclude(JsonInclude.Include.NON_EMPTY) String strategy,
      @JsonProperty("weights") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          Map<Integer, Integer> weights) {
    Content {
      ordinals = List.copyOf(ordinals);
    }
  }

  private StateFormat() {}

  static byte[] write(String fleet, Remembered content) throws JsonProcessingException {
    boolean old = content.strategy().isEmpty() && content.weights().isEmpty();
    return MAPPER.writeValueAsBytes(
        new Content(
            old ? FIRST_VERSION : VERSION,
            fleet,
            List.copyOf(content.ordinals()),
            content.strategy().orElse(""),
            content.weights()));
  }

  /**
   * @throws IOException if this was not written for that fleet; says why in one clause
   */
  static Remembered read(String fleet, byte[] bytes) throws IOException {
    Content content = parse(bytes);
    require(
        content.version >= FIRST_VERSION && content.version <= VERSION,
        "its version is %d, and not 1 or 2".formatted(content.version));
    require(content.fleet.equals(fleet), "it is of fleet '" + content.fleet + "'");
    SortedSet<Integer> ordinals = new TreeSet<>();
    for (int ordinal : content.ordinals) {
      require(ordinal >= 1, ordinal + " is not an ordinal");
      require(ordinals.add(ordinal), "ordinal " + ordinal + " is there twice");
    }
    for (Map.Entry<Integer, Integer> each : content.weights.entrySet()) {
      @Nullable Integer weight = each.getValue();
      require(ordinals.contains(each.getKey()), each.getKey() + " has a weight and is not wanted");
      require(weight != null && weight >= 1 && weight <= MOST_WEIGHT, weight + " is not a weight");
    }
    Optional<String> strategy = Optional.of(content.strategy).filter(name -> !name.isEmpty());
    return new Remembered(ordinals, strategy, new TreeMap<>(content.weights));
  }

  private static Content parse(byte[] bytes) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (tree instanceof ObjectNode object) { // these may be missing, and are in older files
        object.putIfAbsent("strategy", object.textNode(""));
        object.putIfAbsent("weights", object.objectNode());
        require(object.path("strategy").isTextual(), FOREIGN + "a strategy that is no name");
      }
      @Nullable Content content = MAPPER.treeToValue(tree, Content.class);
      if (content == null) {
        throw new IOException(FOREIGN + "null");
      }
      return content;
    } catch (JsonProcessingException e) {
      throw new IOException(FOREIGN + e.getOriginalMessage(), e);
    }
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
