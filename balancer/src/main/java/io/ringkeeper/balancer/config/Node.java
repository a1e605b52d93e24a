package io.ringkeeper.balancer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A piece of the settings as it was written: raw text, and who wrote it where. */
sealed interface Node {

  /** {@code ringkeeper.yaml:12}, {@code --set drain} or {@code environment RINGKEEPER_DRAIN}. */
  String origin();

  /** The same without origins; every leaf is a text. */
  JsonNode toJson();

  record Text(String text, String origin) implements Node {
    @Override
    public JsonNode toJson() {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  record Sequence(List<Node> items, String origin) implements Node {
    @Override
    public JsonNode toJson() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.toJson()));
      return array;
    }
  }

  record Mapping(Map<String, Node> entries, String origin) implements Node {
    @Override
    public JsonNode toJson() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach((name, entry) -> object.set(name, entry.toJson()));
      return object;
    }
  }
}
