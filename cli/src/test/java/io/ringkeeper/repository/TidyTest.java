package io.ringkeeper.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole repository is tidy; {@link TextRulesTest} and {@link JavaRulesTest} show what is not.
 */
class TidyTest {

  /** Written by others, and kept as they wrote it. */
  private static final List<String> FOREIGN = List.of("mvnw");

  private static final List<TextFile> TEXTS =
      Repository.texts().stream().filter(file -> !FOREIGN.contains(file.path())).toList();
  private static final List<TextFile> JAVA = TEXTS.stream().filter(TextFile::isJava).toList();
  private static final List<JavaSource> SOURCES = JavaSource.parse(JAVA);
  private static final List<JavaSource> MAIN =
      SOURCES.stream().filter(source -> source.file().isMain()).toList();

  @Test
  void everyModuleIsLookedAt() {
    assertThat(MAIN)
        .extracting(source -> source.file().path().replaceAll("/.*", ""))
        .contains("hashing", "server", "balancer", "analysis", "cli", "bench");
  }

  @Test
  void noTabs() {
    assertNone(TEXTS, TextRules::tabs);
  }

  @Test
  void noTrailingBlanks() {
    assertNone(TEXTS, TextRules::trailingBlanks);
  }

  @Test
  void everyFileEndsWithANewline() {
    assertNone(TEXTS, TextRules::finalNewline);
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone(TEXTS, TextRules::markers);
  }

  @Test
  void noPathsOfOneMachine() {
    assertNone(TEXTS, TextRules::machinePaths);
  }

  @Test
  void linesFitAScreen() {
    assertNone(JAVA, TextRules::columns);
  }

  @Test
  void filesAreShort() {
    assertNone(JAVA, TextRules::length);
  }

  @Test
  void mostFilesAreVeryShort() {
    assertThat(TextRules.lengths(JAVA)).isEmpty();
  }

  @Test
  void methodsAreShort() {
    assertNone(SOURCES, JavaRules::longMethods);
  }

  @Test
  void nothingSleeps() {
    assertNone(SOURCES, JavaRules::sleeps);
  }

  @Test
  void noWildcardImports() {
    assertNone(SOURCES, JavaRules::wildcardImports);
  }

  @Test
  void publicTypesAreDocumented() {
    assertNone(MAIN, JavaRules::undocumentedTypes);
  }

  @Test
  void packagesAreNullMarked() {
    assertThat(JavaRules.unmarkedPackages(MAIN)).isEmpty();
  }

  private static <T> void assertNone(List<T> all, Function<T, Stream<String>> rule) {
    assertThat(all).isNotEmpty();
    assertThat(all.stream().flatMap(rule)).isEmpty();
  }
}
