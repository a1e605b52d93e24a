package io.ringkeeper.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRulesTest {

  private static final List<TextFile> SOURCES =
      List.of(
          new TextFile(
              "m/Fleet.java", "import java.util.List; record Fleet(int size) { void apply() {} }"),
          new TextFile("m/State.java", "sealed interface State { record Dead() {} enum A { B } }"));

  private static final DocumentRules RULES =
      new DocumentRules(
          List.of("README.md", "docs/a.md", "m/src/main/x/Fleet.java", "examples/full.yaml"),
          Map.of("docs/a.md", document("# The `first`, and last\n")),
          Names.of(JavaSource.parse(SOURCES)),
          Set.of("run", "add"),
          Set.of("run", "test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`gone.md`",
        "`examples/gone.yaml`",
        "`gone/`",
        "`full`/`gone.yaml`",
        "`ull.yaml`",
        "`docs/*.yaml`",
        "```\nbin/ringkeeper run -c examples/gone.yaml\n```"
      })
  void seesAMissingFile(String text) {
    assertThat(RULES.missingFiles(document(text))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`README.md`",
        "`full.yaml`",
        "`main/x/Fleet.java`",
        "`m/`",
        "`docs/*.md`",
        "`./docs/a.md`",
        "`m/target/a.jar`",
        "`/rep`",
        "`text/plain`",
        "gone.md",
        "```\nbin/ringkeeper run -c examples/full.yaml\n```"
      })
  void allowsFilesThatExistAndWhatIsNone(String text) {
    assertThat(RULES.missingFiles(document(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`Gone`",
        "`Fleet.gone`",
        "`Fleet.gone(event)`",
        "`State.Gone`",
        "`@Gone`",
        "```\n$ mvn -Dtest=GoneTest\n```"
      })
  void seesAMissingType(String text) {
    assertThat(RULES.missingTypes(document(text))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`Fleet`",
        "`Fleet.apply(event, now)`",
        "`Fleet.size`",
        "`State.Dead`",
        "`Dead`",
        "`A.B`",
        "`List.of()`",
        "`Integer`",
        "`Host`",
        "`Content-Length`",
        "Gone"
      })
  void allowsTypesThatExistAndWhatIsNone(String text) {
    assertThat(RULES.missingTypes(document(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`ringkeeper gone`",
        "```\n$ bin/ringkeeper gone -n 1\n```",
        "```console\n$ a && A=b bin/ringkeeper gone # c\n```"
      })
  void seesAMissingCommand(String text) {
    assertThat(RULES.missingCommands(document(text)))
        .containsExactly("README.md: ringkeeper has no command gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"`ringkeeper run -c gone`", "`ringkeeper`", "ringkeeper gone", "`run`"})
  void allowsCommandsThatExist(String text) {
    assertThat(RULES.missingCommands(document(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"`make gone`", "`A=b make run gone`", "```\n$ make -j gone   # or: b\n```"})
  void seesAMissingTarget(String text) {
    assertThat(RULES.missingTargets(document(text)))
        .containsExactly("README.md: make has no target gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"`make`", "`make run ARGS=gone`", "make gone", "`make test` gone"})
  void allowsTargetsThatExist(String text) {
    assertThat(RULES.missingTargets(document(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone.md", "docs/gone.md", "../README.md", "docs/a.md#gone", "#gone"})
  void seesABrokenLink(String target) {
    assertThat(RULES.brokenLinks(document("[a](" + target + ")")))
        .containsExactly("README.md: the link " + target + " leads nowhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/a.md", "docs/", "docs/a.md#the-first-and-last", "https://a.example/gone"})
  void allowsLinksThatLeadSomewhere(String target) {
    assertThat(RULES.brokenLinks(document("[a](" + target + ")"))).isEmpty();
  }

  @Test
  void linksAreRelativeToTheirDocument() {
    var document = Markdown.of(new TextFile("docs/a.md", "[a](../README.md) [b](a.md) [c](docs)"));
    assertThat(RULES.brokenLinks(document))
        .containsExactly("docs/a.md: the link docs leads nowhere");
  }

  @Test
  void seesThatTheCommandsAreNotOnTheFirstScreen() {
    String commands = "make run\nmake test\n";
    assertThat(firstScreen("\n".repeat(38) + commands)).isEmpty();
    assertThat(firstScreen("\n".repeat(39) + commands))
        .containsExactly("README.md: its first screen does not say make test");
    assertThat(firstScreen("")).hasSize(2);
  }

  private static List<String> firstScreen(String text) {
    return DocumentRules.firstScreen(new TextFile("README.md", text)).toList();
  }

  private static Markdown document(String text) {
    return Markdown.of(new TextFile("README.md", text));
  }
}
