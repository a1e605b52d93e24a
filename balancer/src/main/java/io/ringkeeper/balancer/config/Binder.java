package io.ringkeeper.balancer.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the records from the texts. Jackson stops at the first value that a record refuses; so that
 * all problems come to light at once, that value is noted, its default takes its place, and the
 * tree is bound anew. Each round takes back something that was written, so there is an end.
 */
final class Binder {

  private final ObjectMapper mapper;

  /** Where no files have them, these are the admin token and the secret. */
  Binder(AdminToken token, AffinitySecret secret) {
    mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addModule(leaves(token, secret))
            .build();
  }

  /** What the settings say; their defaults where they are wrong, which they then are told. */
  Config bind(Settings settings) {
    while (true) {
      try {
        return mapper.treeToValue(settings.toJson(), Config.class);
      } catch (JsonMappingException wrong) {
        refuse(settings, wrong);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void refuse(Settings settings, JsonMappingException wrong) {
    String path = path(wrong);
    String prefix = path.isEmpty() ? "" : path + ".";
    IllegalArgumentException cause = cause(wrong);
    List<String> paths =
        cause instanceof InvalidSetting invalid
            ? invalid.keys().stream().map(prefix::concat).toList()
            : List.of(path);
    settings.refuse(paths, String.valueOf(cause.getMessage()));
  }

  private static IllegalArgumentException cause(JsonMappingException wrong) {
    Throwable cause = wrong;
    while (cause != null && !(cause instanceof IllegalArgumentException)) {
      cause = cause.getCause();
    }
    if (cause == null) {
      throw new IllegalStateException("the records do not fit the defaults", wrong);
    }
    return (IllegalArgumentException) cause;
  }

  private static String path(JsonMappingException wrong) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : wrong.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  /** Every type that a setting may have and how text becomes it. The one optional is an address. */
  private static SimpleModule leaves(AdminToken token, AffinitySecret secret) {
    SimpleModule module = new SimpleModule();
    leaf(module, int.class, Texts::integer);
    leaf(module, Integer.class, Texts::integer);
    leaf(module, boolean.class, Texts::bool);
    leaf(module, Duration.class, Texts::duration);
    leaf(module, CookieAge.class, CookieAge::parse);
    leaf(module, Address.class, Address::parse);
    leaf(module, Optional.class, Address::parseUnlessOff);
    leaf(module, ByteSize.class, ByteSize::parse);
    leaf(module, Memory.class, Memory::parse);
    leaf(module, Cpus.class, Cpus::parse);
    leaf(module, Factor.class, Factor::parse);
    leaf(module, PortRange.class, PortRange::parse);
    leaf(module, KeySource.class, KeySource::parse);
    leaf(module, Network.class, Network::parse);
    leaf(module, Template.class, Template::new);
    leaf(module, AdminToken.class, file -> token(file, token));
    leaf(module, AffinitySecret.class, file -> secret(file, secret));
    choice(module, Config.Contract.class);
    choice(module, Config.EngineKind.class);
    choice(module, Config.Transport.class);
    choice(module, Config.OnExit.class);
    choice(module, DockerConfig.Pull.class);
    choice(module, DockerConfig.Reach.class);
    choice(module, Config.Strategy.class);
    choice(module, Config.NotFound.class);
    choice(module, Affinity.SameSite.class);
    choice(module, Config.Forwarded.class);
    choice(module, Config.RequestId.class);
    choice(module, ProxyProtocol.Send.class);
    choice(module, Config.AccessLog.class);
    choice(module, RingConfig.Functions.class);
    choice(module, RingConfig.Ids.class);
    choice(module, Logging.Level.class);
    choice(module, Logging.Color.class);
    return module;
  }

  private static AdminToken token(String file, AdminToken given) {
    if (file.isEmpty()) {
      return given;
    }
    if (given.isSet()) {
      throw new IllegalArgumentException(
          "RINGKEEPER_ADMIN_TOKEN gives the token too; keep one of them");
    }
    return AdminToken.read(file);
  }

  private static AffinitySecret secret(String file, AffinitySecret given) {
    if (file.isEmpty()) {
      return given;
    }
    if (given.isSet()) {
      throw new IllegalArgumentException(
          "RINGKEEPER_AFFINITY_SECRET gives the secret too; keep one of them");
    }
    return AffinitySecret.parse(AdminToken.content(file));
  }

  private static <E extends Enum<E>> void choice(SimpleModule module, Class<E> type) {
    leaf(module, type, text -> Texts.choice(type, text));
  }

  private static <T> void leaf(
      SimpleModule module, Class<T> type, Function<String, ? extends T> parse) {
    module.addDeserializer(
        type,
        new JsonDeserializer<T>() {
          @Override
          public T deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            return parse.apply(parser.getText());
          }
        });
  }
}
