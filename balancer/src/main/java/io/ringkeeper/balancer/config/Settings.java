package io.ringkeeper.balancer.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The value of every setting by its path ({@code health.interval}), with its origin. Begins as the
 * defaults; each later layer replaces what it names, except that mappings are joined name by name.
 */
final class Settings {

  private final Schema schema;
  private final Map<String, Node> values;
  private final Set<String> faulty = new HashSet<>();
  private final Problems problems;

  Settings(Schema schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
    this.values = new LinkedHashMap<>(schema.defaults());
  }

  /** Lays a file over what there is. */
  void overlay(Node.Mapping file) {
    overlay("", file);
  }

  private void overlay(String prefix, Node.Mapping section) {
    section
        .entries()
        .forEach((name, node) -> {
          String path = prefix + name;
          if (name.contains(".")) {
            fault(path, node.origin(), "in a file, settings nest by indentation, not by dots");
          } else if (schema.defaults().containsKey(path)) {
            put(path, node);
          } else if (!schema.isSection(path)) {
            unknown(path, node.origin());
          } else if (node instanceof Node.Mapping inner) {
            overlay(path + ".", inner);
          } else if (!isBlank(node)) {
            fault(path, node.origin(), "expects settings beneath it");
          }
        });
  }

  /** Lays one text over what there is, as environment and command line have it. */
  void set(String path, String text, String origin) {
    Node.Text value = new Node.Text(text, origin);
    switch (schema.defaults().get(path)) {
      case Node.Text _ -> put(path, value);
      case Node.Sequence _ ->
          put(
              path,
              new Node.Sequence(
                  split(text).<Node>map(item -> new Node.Text(item, origin)).toList(), origin));
      case Node.Mapping _ -> setMapping(path, text, origin);
      case null -> {
        if (schema.isFreeName(path)) {
          String setting = schema.setting(path);
          String name = path.substring(setting.length() + 1);
          put(setting, new Node.Mapping(Map.of(name, value), origin));
        } else if (schema.isSection(path)) {
          fault(path, origin, "has settings beneath it; name one of them");
        } else {
          unknown(path, origin);
        }
      }
    }
  }

  private void setMapping(String path, String text, String origin) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (String entry : split(text).toList()) {
      int equals = entry.indexOf('=');
      if (equals < 0) {
        fault(path, origin, "expects NAME=value, separated by commas");
        return;
      }
      entries.put(entry.substring(0, equals), new Node.Text(entry.substring(equals + 1), origin));
    }
    put(path, new Node.Mapping(entries, origin));
  }

  private static Stream<String> split(String text) {
    return text.isBlank() ? Stream.empty() : Stream.of(text.split(",", -1)).map(String::strip);
  }

  private void put(String path, Node node) {
    switch (schema.defaults().get(path)) {
      case Node.Text _ when node instanceof Node.Text -> values.put(path, node);
      case Node.Text _ -> fault(path, node.origin(), "expects a single value");
      case Node.Sequence _ when node instanceof Node.Sequence list -> {
        if (allTexts(path, list)) {
          values.put(path, node);
        }
      }
      case Node.Sequence _ -> fault(path, node.origin(), "expects a list, such as [a, b]");
      case Node.Mapping _ when node instanceof Node.Mapping mapping -> join(path, mapping);
      case Node.Mapping _ -> {
        if (!isBlank(node)) {
          fault(path, node.origin(), "expects NAME: value beneath it");
        }
      }
      case null -> throw new IllegalStateException("no setting " + path);
    }
  }

  private boolean allTexts(String path, Node.Sequence list) {
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      if (!(item instanceof Node.Text)) {
        fault("%s[%d]".formatted(path, i), item.origin(), "expects a single value");
        return false;
      }
    }
    return true;
  }

  private void join(String path, Node.Mapping added) {
    Map<String, Node> joined = new LinkedHashMap<>();
    if (values.get(path) instanceof Node.Mapping before) {
      joined.putAll(before.entries());
    }
    added
        .entries()
        .forEach((name, node) -> {
          if (node instanceof Node.Text) {
            joined.put(name, node);
          } else {
            fault(path + "." + name, node.origin(), "expects a single value");
          }
        });
    values.put(path, new Node.Mapping(joined, added.origin()));
  }

  private static boolean isBlank(Node node) {
    return node instanceof Node.Text(String text, _) && text.isEmpty();
  }

  private void unknown(String path, String origin) {
    fault(path, origin, "no such setting" + schema.hint(path));
  }

  /** What contradicts this setting is not to be blamed for it. */
  void distrust(String path) {
    faulty.add(schema.setting(path));
  }

  private void fault(String path, String origin, String message) {
    distrust(path);
    problems.add(origin, path, message);
  }

  /**
   * Takes back the settings at these paths, which together are wrong, and says so once: at the
   * first that somebody wrote. Says nothing where one of them was wrong already, since what
   * contradicts it may be right.
   */
  void refuse(List<String> paths, String message) {
    List<String> written = paths.stream().filter(path -> !isDefault(path)).toList();
    if (written.isEmpty()) {
      throw new IllegalStateException("the default of " + paths + ": " + message);
    }
    String first = written.getFirst();
    if (paths.stream().map(schema::setting).noneMatch(faulty::contains)) {
      fault(first, node(first).origin(), message);
    }
    for (String path : written) {
      distrust(path);
      takeBack(path);
    }
  }

  private void takeBack(String path) {
    String setting = schema.setting(path);
    if (values.get(setting) instanceof Node.Mapping mapping && !path.equals(setting)) {
      Map<String, Node> rest = new LinkedHashMap<>(mapping.entries());
      rest.remove(path.substring(setting.length() + 1));
      values.put(setting, new Node.Mapping(rest, mapping.origin()));
    } else {
      values.put(setting, value(schema.defaults(), setting));
    }
  }

  private boolean isDefault(String path) {
    return value(values, schema.setting(path))
        .equals(value(schema.defaults(), schema.setting(path)));
  }

  /** The node at a path, also of an item or an entry of a setting. */
  private Node node(String path) {
    String setting = schema.setting(path);
    Node whole = value(values, setting);
    if (path.equals(setting)) {
      return whole;
    }
    String rest = path.substring(setting.length() + 1);
    return switch (whole) {
      case Node.Text _ -> whole;
      case Node.Sequence list ->
          list.items().get(Integer.parseInt(rest.substring(0, rest.length() - 1)));
      case Node.Mapping mapping -> value(mapping.entries(), rest);
    };
  }

  private static Node value(Map<String, Node> nodes, String path) {
    return Objects.requireNonNull(nodes.get(path), path);
  }

  /** The settings as a tree of texts, nested as the records are. */
  ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    values.forEach((path, node) -> {
      ObjectNode parent = root;
      int start = 0;
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
        parent = parent.withObjectProperty(path.substring(start, dot));
        start = dot + 1;
      }
      parent.set(path.substring(start), node.toJson());
    });
    return root;
  }
}
