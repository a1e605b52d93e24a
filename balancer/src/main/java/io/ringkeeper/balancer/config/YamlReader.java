package io.ringkeeper.balancer.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML document as text and lines. YAML's own idea of types is not asked, so that {@code
 * off}, {@code 1:30} and {@code 0123} stay what was written. Twice the same key, aliases and
 * further documents are problems.
 */
final class YamlReader {

  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final String file;
  private final Problems problems;

  private YamlReader(YAMLParser parser, String file, Problems problems) {
    this.parser = parser;
    this.file = file;
    this.problems = problems;
  }

  /** The document's settings; those that could be read, if there are problems. */
  static Node.Mapping read(String file, String yaml, Problems problems) {
    try (YAMLParser parser = YAML.createParser(yaml)) {
      return new YamlReader(parser, file, problems).document();
    } catch (JsonProcessingException wrong) {
      problems.add(
          file + ":" + wrong.getLocation().getLineNr(), "cannot be read: " + reason(wrong));
      return new Node.Mapping(Map.of(), file);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Node.Mapping document() throws IOException {
    Node root =
        parser.nextToken() == null ? new Node.Text("", file) : node("", file + ":" + line());
    if (parser.nextToken() != null) {
      problems.add(file + ":" + line(), "a second document begins here; there can be only one");
    }
    return switch (root) {
      case Node.Mapping settings -> settings;
      case Node.Text(String text, String origin) when text.isEmpty() ->
          new Node.Mapping(Map.of(), origin);
      case Node.Text _, Node.Sequence _ -> {
        problems.add(root.origin(), "expects settings, such as 'replicas: 3'");
        yield new Node.Mapping(Map.of(), file);
      }
    };
  }

  /** The node that begins at the current token; ends at its last token. */
  private Node node(String path, String origin) throws IOException {
    if (parser.isCurrentAlias()) {
      throw new JsonParseException(parser, "an alias; write the value itself");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(path, origin);
      case START_ARRAY -> sequence(path, origin);
      default -> new Node.Text(parser.getText(), origin);
    };
  }

  private Node.Mapping mapping(String path, String origin) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String entryPath = path.isEmpty() ? name : path + "." + name;
      String entryOrigin = file + ":" + line();
      Integer before = lines.putIfAbsent(name, line());
      if (before != null) {
        problems.add(entryOrigin, entryPath, "is set already, on line " + before);
      }
      parser.nextToken();
      Node value = node(entryPath, entryOrigin);
      entries.putIfAbsent(name, value);
    }
    return new Node.Mapping(entries, origin);
  }

  private Node.Sequence sequence(String path, String origin) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node("%s[%d]".formatted(path, items.size()), file + ":" + line()));
    }
    return new Node.Sequence(items, origin);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String reason(JsonProcessingException wrong) {
    for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked) {
        return marked.getProblem();
      }
    }
    return wrong.getOriginalMessage();
  }
}
