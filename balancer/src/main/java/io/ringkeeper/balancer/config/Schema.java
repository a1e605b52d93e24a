package io.ringkeeper.balancer.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which settings there are, as the file of the defaults shows: a filled mapping is a section, an
 * empty one a setting whose names are free, and everything else a setting that holds a text or a
 * list.
 */
final class Schema {

  private final Map<String, Node> defaults = new LinkedHashMap<>();
  private final Set<String> sections = new LinkedHashSet<>();

  Schema(Node.Mapping defaults) {
    collect("", defaults);
  }

  private void collect(String prefix, Node.Mapping section) {
    section
        .entries()
        .forEach((name, node) -> {
          String path = prefix + name;
          if (node instanceof Node.Mapping inner && !inner.entries().isEmpty()) {
            sections.add(path);
            collect(path + ".", inner);
          } else {
            defaults.put(path, node);
          }
        });
  }

  /** Every setting by its path, with its default, in the order of the file. */
  Map<String, Node> defaults() {
    return Collections.unmodifiableMap(defaults);
  }

  boolean isSection(String path) {
    return sections.contains(path);
  }

  /** The setting that a path is in: {@code key} for {@code key[1]}; else the path itself. */
  String setting(String path) {
    if (defaults.containsKey(path)) {
      return path;
    }
    return defaults.keySet().stream()
        .filter(setting -> path.startsWith(setting + "[") || path.startsWith(setting + "."))
        .findFirst()
        .orElse(path);
  }

  /** Whether a path is a name within a setting whose names are free. */
  boolean isFreeName(String path) {
    String setting = setting(path);
    return !setting.equals(path) && defaults.get(setting) instanceof Node.Mapping;
  }

  /** What the writer of an unknown path may have meant. */
  String hint(String path) {
    List<String> candidates = new ArrayList<>(sections);
    candidates.addAll(defaults.keySet());
    return Nearest.hint(path, candidates);
  }
}
