package io.ringkeeper.repository;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.cli.Main;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The documents speak of what there is; {@link DocumentRulesTest} shows what they must not say. */
class DocumentationTest {

  /** Speaks of what there was, too. */
  private static final String HISTORY = "CHANGELOG.md";

  private static final Pattern TARGET = Pattern.compile("(?m)^([a-z][\\w-]*):(?!=)");

  private static final Map<String, TextFile> TEXTS =
      Repository.texts().stream().collect(toMap(TextFile::path, identity()));
  private static final Map<String, Markdown> DOCUMENTS =
      TEXTS.values().stream()
          .filter(file -> file.path().endsWith(".md") && !file.path().equals(HISTORY))
          .collect(toMap(TextFile::path, Markdown::of));
  private static final DocumentRules RULES =
      new DocumentRules(
          Repository.paths(),
          DOCUMENTS,
          Names.of(JavaSource.parse(List.copyOf(TEXTS.values()))),
          new CommandLine(Main.class).getSubcommands().keySet(),
          targets());

  @Test
  void everyDocumentIsThere() {
    assertThat(DOCUMENTS.keySet())
        .contains(
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "docs/decisions.md",
            "docs/vocabulary.md");
    assertThat(TEXTS.keySet()).contains(HISTORY, "LICENSE");
  }

  @Test
  void firstScreenSaysHowToRunAndTest() {
    assertThat(DocumentRules.firstScreen(text("README.md"))).isEmpty();
  }

  @Test
  void filesExist() {
    assertNone(RULES::missingFiles);
  }

  @Test
  void typesExist() {
    assertNone(RULES::missingTypes);
  }

  @Test
  void commandsExist() {
    assertNone(RULES::missingCommands);
  }

  @Test
  void makeTargetsExist() {
    assertNone(RULES::missingTargets);
  }

  @Test
  void linksLeadSomewhere() {
    assertNone(RULES::brokenLinks);
  }

  private static Set<String> targets() {
    String makefile = text("Makefile").text();
    return TARGET.matcher(makefile).results().map(target -> target.group(1)).collect(toSet());
  }

  private static TextFile text(String path) {
    return requireNonNull(TEXTS.get(path), "there is no " + path);
  }

  private static void assertNone(Function<Markdown, Stream<String>> rule) {
    Collection<Markdown> documents = DOCUMENTS.values();
    assertThat(documents).isNotEmpty();
    assertThat(documents.stream().flatMap(rule)).isEmpty();
  }
}
