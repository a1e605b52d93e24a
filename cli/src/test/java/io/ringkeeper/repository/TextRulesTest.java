package io.ringkeeper.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

  @Test
  void seesATab() {
    assertThat(TextRules.tabs(text("a\n\tb\n")))
        .containsExactly("a.txt:2: has a tab; use spaces instead");
    assertThat(TextRules.tabs(text("a b\n"))).isEmpty();
  }

  @Test
  void allowsATabBeforeARecipe() {
    assertThat(TextRules.tabs(new TextFile("Makefile", "a:\n\tb\n"))).isEmpty();
    assertThat(TextRules.tabs(new TextFile("Makefile", "a:\tb\n"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \n", "a\t\n", "a\r\n", " ", "a\n  \nb\n"})
  void seesATrailingBlank(String text) {
    assertThat(TextRules.trailingBlanks(text(text))).hasSize(1);
  }

  @Test
  void allowsBlanksInside() {
    assertThat(TextRules.trailingBlanks(text("  a b\n\nc\n"))).isEmpty();
  }

  @Test
  void seesAMissingNewline() {
    assertThat(TextRules.finalNewline(text("a"))).hasSize(1);
    assertThat(TextRules.finalNewline(text("a\n"))).isEmpty();
    assertThat(TextRules.finalNewline(text(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"})
  void seesAMarker(String marker) {
    assertThat(TextRules.markers(text("// " + marker + ": later\n"))).hasSize(1);
    assertThat(TextRules.markers(text("We write no `" + marker + "` here.\n"))).isEmpty();
    assertThat(TextRules.markers(text("mktemp a." + marker + "S\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "root", "work", "Users"})
  void seesAPathOfOneMachine(String top) {
    assertThat(TextRules.machinePaths(text("cd /" + top + "/me\n"))).hasSize(1);
    assertThat(TextRules.machinePaths(text("'/" + top + "/.m2'\n"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /home", "GET /home/ HTTP/1.1", "http://a:1/home/x", "src/work/a"})
  void allowsPathsOfRequests(String text) {
    assertThat(TextRules.machinePaths(text(text))).isEmpty();
  }

  @Test
  void seesALongLine() {
    assertThat(TextRules.columns(text("a\n" + "x".repeat(101) + "\n")))
        .containsExactly("a.txt:2: is longer than 100 columns");
    assertThat(TextRules.columns(text("─".repeat(100) + "\n"))).isEmpty();
    assertThat(TextRules.columns(text("🙂".repeat(100) + "\n"))).isEmpty();
  }

  @Test
  void seesALongFile() {
    assertThat(TextRules.length(text("x\n".repeat(401))))
        .containsExactly("a.txt: has 401 lines; at most 400 are good");
    assertThat(TextRules.length(text("x\n".repeat(400)))).isEmpty();
  }

  @Test
  void seesThatTooManyFilesAreNotShort() {
    assertThat(TextRules.lengths(files(99, 99, 99, 99, 99, 249, 249, 249, 249, 400))).isEmpty();
    assertThat(TextRules.lengths(files(99, 99, 99, 99, 100, 249, 249, 249, 249, 400)))
        .containsExactly("the 50 % quantile is 100 lines");
    assertThat(TextRules.lengths(files(99, 99, 99, 99, 99, 249, 249, 249, 250, 400)))
        .containsExactly("the 90 % quantile is 250 lines");
  }

  private static List<TextFile> files(int... lengths) {
    return IntStream.of(lengths).mapToObj(length -> text("x\n".repeat(length))).toList();
  }

  private static TextFile text(String text) {
    return new TextFile("a.txt", text);
  }
}
