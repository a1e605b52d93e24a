package io.ringkeeper.balancer.dataplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The scripts in the folder {@code wire}: one file for each topic. */
public final class WireScripts {

  private static final String NAME = "== ";
  private static final String GIVEN = "given ";
  private static final String CASES = "cases";

  private WireScripts() {}

  /** All scripts, topic by topic. */
  public static List<WireScript> all() {
    try (Stream<Path> files = Files.list(folder())) {
      List<WireScript> all = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(".wire")).sorted().toList()) {
        read(file, all);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(WireScripts.class.getResource("wire")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void read(Path file, List<WireScript> scripts) throws IOException {
    String topic = file.getFileName().toString().replace(".wire", "");
    List<String> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    int from = 0;
    while (from < lines.size()) {
      int to = from + 1;
      while (to < lines.size() && !lines.get(to).startsWith(NAME)) {
        to++;
      }
      expand(topic, lines.subList(from, to), scripts);
      from = to;
    }
  }

  /** One script, or one for each of its cases. */
  private static void expand(String topic, List<String> lines, List<WireScript> scripts) {
    int cases = lines.indexOf(CASES);
    if (cases < 0) {
      scripts.add(script(topic, lines));
      return;
    }
    for (String line : lines.subList(cases + 1, lines.size())) {
      String[] parts = line.strip().substring(2).split(": ", 2);
      scripts.add(
          script(
              topic,
              lines.subList(0, cases).stream()
                  .map(text -> text.replace("<case>", parts[0]).replace("<value>", parts[1]))
                  .toList()));
    }
  }

  private static WireScript script(String topic, List<String> lines) {
    String name = lines.getFirst().substring(NAME.length());
    List<String> settings =
        lines.stream()
            .filter(line -> line.startsWith(GIVEN))
            .map(line -> line.substring(GIVEN.length()))
            .toList();
    List<String> rest = lines.subList(1 + settings.size(), lines.size());
    return new WireScript(topic, name, settings, new WireSteps(topic + ": " + name, rest).read());
  }
}
