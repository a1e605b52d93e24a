package io.ringkeeper.balancer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lays file, environment and command line over the defaults, in this order. */
final class ConfigLoader {

  private static final int FILE_LIMIT_BYTES = 1 << 20;
  private static final String PREFIX = "RINGKEEPER_";
  private static final String TOKEN = "RINGKEEPER_ADMIN_TOKEN";
  private static final String SECRET = "RINGKEEPER_AFFINITY_SECRET";

  /** Read by somebody else: the launcher has four of them, docker-compose.yml the last. */
  private static final Set<String> RESERVED =
      Set.of(
          TOKEN,
          SECRET,
          "RINGKEEPER_AOT",
          "RINGKEEPER_AOT_ALONE",
          "RINGKEEPER_JAVA_HOME",
          "RINGKEEPER_JAVA_OPTS",
          "RINGKEEPER_USER");

  /** What Kubernetes tells every pod about a service that is called ringkeeper, unasked. */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "RINGKEEPER(_.*)?_(SERVICE_(HOST|PORT).*=.*|PORT=[a-z]+://.*|PORT_[0-9]+_[A-Z]+.*=.*)");

  private static final Schema SCHEMA = schema();

  private final Problems problems = new Problems();
  private final Settings settings = new Settings(SCHEMA, problems);

  private ConfigLoader() {}

  static Config load(@Nullable Path file, Map<String, String> environment, List<String> sets)
      throws ConfigException {
    ConfigLoader loader = new ConfigLoader();
    if (file != null) {
      loader.file(file);
    }
    loader.environment(environment);
    sets.forEach(loader::set);
    AdminToken token =
        loader.secret(TOKEN, environment, "admin-token-file", AdminToken::parse, AdminToken.NONE);
    AffinitySecret secret =
        loader.secret(
            SECRET,
            environment,
            "affinity.secret-file",
            AffinitySecret::parse,
            AffinitySecret.NONE);
    Config config = new Binder(token, secret).bind(loader.settings);
    loader.problems.throwIfAny();
    return config;
  }

  private static Schema schema() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream("defaults.yaml")) {
      String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new Schema(YamlReader.read("defaults.yaml", yaml, new Problems()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void file(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      problems.add(name, "is a directory, not a file");
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_LIMIT_BYTES + 1);
      if (bytes.length > FILE_LIMIT_BYTES) {
        problems.add(name, "is larger than 1MiB");
        return;
      }
      String yaml = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      settings.overlay(YamlReader.read(name, yaml, problems));
    } catch (NoSuchFileException _) {
      problems.add(name, "there is no such file");
    } catch (CharacterCodingException _) {
      problems.add(name, "is not text in UTF-8");
    } catch (IOException _) {
      problems.add(name, "cannot be read");
    }
  }

  private void environment(Map<String, String> environment) {
    Map<String, String> paths = new HashMap<>();
    SCHEMA.defaults().keySet().forEach(path -> paths.put(variable(path), path));
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          String path = paths.get(name);
          String origin = "environment " + name;
          if (path != null) {
            settings.set(path, value, origin);
          } else if (isMeantForUs(name, value)) {
            problems.add(origin, "no such setting" + Nearest.hint(name, paths.keySet()));
          }
        });
  }

  /** The variable that a setting is read from. */
  static String variable(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static boolean isMeantForUs(String name, String value) {
    return name.startsWith(PREFIX)
        && !RESERVED.contains(name)
        && !KUBERNETES.matcher(name + "=" + value).matches();
  }

  private void set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 0) {
      problems.add("--set " + assignment, "has no value; write path=value");
      return;
    }
    String path = assignment.substring(0, equals);
    settings.set(path, assignment.substring(equals + 1), "--set " + path);
  }

  /** What a variable gives instead of a setting that would name a file. */
  private <T> T secret(
      String name,
      Map<String, String> environment,
      String setting,
      Function<String, T> parse,
      T none) {
    String text = environment.get(name);
    try {
      return text == null ? none : parse.apply(text);
    } catch (IllegalArgumentException wrong) {
      problems.add("environment " + name, String.valueOf(wrong.getMessage()));
      settings.distrust(setting);
      return none;
    }
  }
}
