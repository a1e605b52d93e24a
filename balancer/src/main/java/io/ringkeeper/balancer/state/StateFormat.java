package io.ringkeeper.balancer.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The content of a state file: {@code {"version":1,"fleet":"ringkeeper","ordinals":[1,2,3]}}. */
final class StateFormat {

  private static final int VERSION = 1;
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

  @JsonPropertyOrder({"version", "fleet", "ordinals"})
  private record Content(
      @JsonProperty("version") int version,
      @JsonProperty("fleet") String fleet,
      @JsonProperty("ordinals") List<Integer> ordinals) {
    Content {
      ordinals = List.copyOf(ordinals);
    }
  }

  private StateFormat() {}

  static byte[] write(String fleet, SortedSet<Integer> ordinals) throws JsonProcessingException {
    return MAPPER.writeValueAsBytes(new Content(VERSION, fleet, List.copyOf(ordinals)));
  }

  /**
   * @throws IOException if this was not written for that fleet; says why in one clause
   */
  static SortedSet<Integer> read(String fleet, byte[] bytes) throws IOException {
    Content content = parse(bytes);
    require(content.version == VERSION, "its version is %d, not 1".formatted(content.version));
    require(content.fleet.equals(fleet), "it is of fleet '" + content.fleet + "'");
    SortedSet<Integer> ordinals = new TreeSet<>();
    for (int ordinal : content.ordinals) {
      require(ordinal >= 1, ordinal + " is not an ordinal");
      require(ordinals.add(ordinal), "ordinal " + ordinal + " is there twice");
    }
    return Collections.unmodifiableSortedSet(ordinals);
  }

  private static Content parse(byte[] bytes) throws IOException {
    try {
      @Nullable Content content = MAPPER.readValue(bytes, Content.class);
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
