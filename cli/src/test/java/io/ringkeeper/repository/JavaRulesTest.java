package io.ringkeeper.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaRulesTest {

  @Test
  void seesALongMethod() {
    assertThat(JavaRules.longMethods(method(68)))
        .containsExactly("a/A.java:2: m has 70 lines; take a part out");
    assertThat(JavaRules.longMethods(method(67))).isEmpty();
  }

  @Test
  void seesALongMethodOfAnInnerClass() {
    String inner = "class A { Object o = new Object() { void m() {" + "\n;".repeat(70) + "} }; }";
    assertThat(JavaRules.longMethods(java(inner))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thread.sleep(1)", "TimeUnit.DAYS.sleep(1)", "sleep(1)", "f(A::sleep)"})
  void seesASleep(String call) {
    assertThat(JavaRules.sleeps(java("class A { void m() { " + call + "; } }")))
        .containsExactly("a/A.java:1: sleeps; wait for what is to happen instead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run(\"sleep 1\")", "sleepy(1)", "thread.join()"})
  void allowsOthersToSleep(String call) {
    assertThat(JavaRules.sleeps(java("class A { void m() { " + call + "; } }"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.util.*", "static java.lang.Math.*"})
  void seesAWildcardImport(String name) {
    assertThat(JavaRules.wildcardImports(java("import " + name + "; class A {}"))).hasSize(1);
  }

  @Test
  void allowsWildcardsInTexts() {
    String source = "import java.util.List; class A { String s = \"import a.*;\"; }";
    assertThat(JavaRules.wildcardImports(java(source))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public class A {}",
        "public enum A { B }",
        "// a comment\n@Deprecated public record A(int i) {}",
        "class B { public interface A {} }"
      })
  void seesAPublicTypeWithoutJavadoc(String source) {
    assertThat(JavaRules.undocumentedTypes(java(source)))
        .singleElement()
        .asString()
        .endsWith("A is public and has no Javadoc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"class A {}", "/** A. */ public class A {}", "/** A. */ @B public enum A {}"})
  void allowsPrivateTypesAndJavadoc(String source) {
    assertThat(JavaRules.undocumentedTypes(java(source))).isEmpty();
  }

  @Test
  void seesAPackageThatIsNotMarked() {
    TextFile type = new TextFile("a/A.java", "package a; class A {}");
    TextFile bare = new TextFile("a/package-info.java", "/** NullMarked. */ package a;");
    TextFile elsewhere = new TextFile("b/package-info.java", "@NullMarked package b;");
    TextFile marked = new TextFile("a/package-info.java", "@NullMarked package a;");
    String fault = "a/: has no package-info.java with @NullMarked";
    assertThat(unmarked(type)).containsExactly(fault);
    assertThat(unmarked(type, bare)).containsExactly(fault);
    assertThat(unmarked(type, elsewhere)).containsExactly(fault);
    assertThat(unmarked(type, marked)).isEmpty();
  }

  private static List<String> unmarked(TextFile... files) {
    return JavaRules.unmarkedPackages(JavaSource.parse(List.of(files))).toList();
  }

  private static JavaSource method(int lines) {
    return java("class A {\n  void m() {\n" + "    n();\n".repeat(lines) + "  }\n}\n");
  }

  private static JavaSource java(String text) {
    return JavaSource.parse(List.of(new TextFile("a/A.java", text))).getFirst();
  }
}
