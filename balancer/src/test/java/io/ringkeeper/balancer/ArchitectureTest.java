package io.ringkeeper.balancer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.ringkeeper.balancer.dataplane.LocalEndpoints;
import io.ringkeeper.balancer.dataplane.LocalRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between packages, and the other absences that the design rests on. Each rule also has
 * to find fault with something that breaks it, so that none can come to pass by looking at nothing.
 */
class ArchitectureTest {

  private static final String BALANCER = "io.ringkeeper.balancer";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.ringkeeper");

  /** Package → the packages that it may import, besides itself and what {@link #ANYBODY} may. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("config", Set.of()),
          entry("time", Set.of()),
          entry("metrics", Set.of()),
          entry("http", Set.of()),
          entry("routing", Set.of("hashing", "http")),
          entry("accesslog", Set.of()),
          entry("dataplane", Set.of("routing", "http", "accesslog")),
          entry("control", Set.of("routing", "engine", "hashing", "http")),
          entry("engine", Set.of()),
          entry("admin", Set.of("control", "routing", "http", "hashing")),
          entry("state", Set.of("control")));

  private static final Set<String> ANYBODY = Set.of("config", "time", "metrics");

  /** What the data plane declares and the admin side implements, and nothing else of it. */
  private static final Set<String> LOCAL_ENDPOINTS =
      Set.of(LocalEndpoints.class.getName(), LocalRequest.class.getName());

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyWhatItMay(String name) {
    arrows(name, MAY_IMPORT.getOrDefault(name, Set.of())).check(MAIN);
  }

  @Test
  void seesAnArrowTooMany() {
    assertFails(arrows("dataplane", Set.of("routing")), MAIN);
    assertFails(arrows("control", Set.of("routing", "hashing")), MAIN);
    assertFails(arrows("routing", Set.of("http")), MAIN);
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(packages()).containsExactlyElementsOf(new TreeSet<>(MAY_IMPORT.keySet()));
  }

  @Test
  void planesDoNotKnowEachOther() {
    assertThat(MAY_IMPORT.get("dataplane")).doesNotContain("control");
    assertThat(MAY_IMPORT.get("control")).doesNotContain("dataplane");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.ringkeeper.(**)").should().beFreeOfCycles().check(MAIN);
    assertFails(
        slices().matching("org.(**)").should().beFreeOfCycles(),
        new ClassFileImporter().importPackages("org.slf4j"));
  }

  @Test
  void enginesDoNotKnowEachOther() {
    String each = BALANCER + ".engine.(*)";
    slices().matching(each).should().notDependOnEachOther().check(MAIN);
    assertFails(slices().matching(BALANCER + ".(*)").should().notDependOnEachOther(), MAIN);
  }

  @Test
  void onlyTheDockerEngineKnowsItsLibrary() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(BALANCER + ".engine.docker")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");
    rule.check(MAIN);
    assertFails(
        noClasses().should().dependOnClassesThat().resideInAPackage("com.github.dockerjava.."),
        MAIN);
  }

  @Test
  void httpIsPure() {
    pure("http").check(MAIN);
    assertFails(pure("dataplane"), MAIN);
    assertFails(pure("control"), MAIN);
  }

  @Test
  void hashingNeedsOnlyTheJdk() {
    jdkOnly("io.ringkeeper.hashing").check(MAIN);
    assertFails(jdkOnly(BALANCER + ".routing"), MAIN);
  }

  @Test
  void sampleServerNeedsOnlyTheJdk() {
    jdkOnly("io.ringkeeper.server").check(MAIN);
  }

  @Test
  void onlyTheClockReadsTheTime() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(BALANCER + "..")
            .and()
            .resideOutsideOfPackage(BALANCER + ".time")
            .should()
            .accessTargetWhere(describe("reads the time", ArchitectureTest::readsTheTime));
    rule.check(MAIN);
    assertFails(rule, only(Hurried.class));
    assertFails(rule, only(Dated.class));
  }

  @Test
  void logsThroughOneLibrary() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(BALANCER + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");
    rule.check(MAIN);
    assertFails(rule, only(Talkative.class));
  }

  @Test
  void printsNothing() {
    ArchRule rule =
        noClasses().that().resideInAPackage(BALANCER + "..").should(ACCESS_STANDARD_STREAMS);
    rule.check(MAIN);
    assertFails(rule, only(Talkative.class));
  }

  /** Every package directly below the balancer's; those below them count as theirs. */
  static Stream<String> packages() {
    return MAIN.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(BALANCER + "."))
        .map(name -> name.substring(BALANCER.length() + 1).replaceAll("\\..*", ""))
        .distinct()
        .sorted();
  }

  /** An allowed package is allowed without those below it: nobody imports a particular engine. */
  private static ArchRule arrows(String name, Set<String> others) {
    String own = BALANCER + "." + name + "..";
    String[] allowed =
        Stream.concat(ANYBODY.stream(), others.stream())
            .map(other -> (other.equals("hashing") ? "io.ringkeeper." : BALANCER + ".") + other)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ringkeeper..")
                .or(resideInAnyPackage(own))
                .or(resideInAnyPackage(allowed))
                .or(describe("local endpoints", it -> isLocalEndpoints(name, it))));
  }

  private static boolean isLocalEndpoints(String importer, JavaClass imported) {
    return importer.equals("admin") && LOCAL_ENDPOINTS.contains(imported.getName());
  }

  private static ArchRule pure(String name) {
    return noClasses()
        .that()
        .resideInAPackage(BALANCER + "." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.net..", "javax.net..", "java.nio.channels..");
  }

  private static ArchRule jdkOnly(String name) {
    DescribedPredicate<JavaClass> jdk = resideInAnyPackage("java..", "javax..", "jdk..", "sun..");
    return classes()
        .that()
        .resideInAPackage(name + "..")
        .should()
        .onlyDependOnClassesThat(jdk.or(resideInAnyPackage(name + "..", "org.jspecify..")));
  }

  private static boolean readsTheTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
      case "java.util.Date" -> name.equals("<init>");
      default -> owner.startsWith("java.time.") && name.matches("now|system.*|tick.*");
    };
  }

  private static JavaClasses only(Class<?> type) {
    return new ClassFileImporter().importClasses(type);
  }

  private static void assertFails(ArchRule rule, JavaClasses classes) {
    assertThat(rule.evaluate(classes).hasViolation()).as(rule.getDescription()).isTrue();
  }

  static final class Hurried {
    LongSupplier clock() {
      return System::nanoTime;
    }
  }

  static final class Dated {
    Instant date() {
      return Instant.now();
    }
  }

  static final class Talkative {
    void talk() {
      System.out.println("hello");
      Logger.getGlobal().info("hello");
    }
  }
}
