package io.ringkeeper.repository;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What holds of every document; each rule yields its faults, as {@code path: sentence}.
 *
 * @param paths every file of the repository
 * @param documents the documents among them, by path
 * @param names what the sources call things
 * @param commands what {@code ringkeeper} can be told
 * @param targets what {@code make} can be told
 */
record DocumentRules(
    Collection<String> paths,
    Map<String, Markdown> documents,
    Names names,
    Set<String> commands,
    Set<String> targets) {

  static final int FIRST_SCREEN_LINES = 40;

  /** Look like types of ours and are not: fields of HTTP, and what others have named. */
  private static final Set<String> OTHERS =
      Set.of(
          "Authorization",
          "Cookie",
          "Date",
          "Host",
          "Origin",
          "Via",
          "HttpServer",
          "EnumOrdinal",
          "FutureReturnValueIgnored",
          "StringConcatToTextBlock");

  private static final Pattern FILE =
      Pattern.compile(
          "Makefile|Dockerfile|LICENSE|NOTICE|mvnw|[\\w*.-]+\\."
              + "(?:md|java|ya?ml|xml|py|sh|js|css|html|json|txt|properties|csv|svg|png)");
  private static final Pattern PATH = Pattern.compile("[\\w*.-]+/[\\w*./-]*");
  private static final Pattern NO_PATH =
      Pattern.compile("(?:text|application|HTTP)/.*|(?:.*/)?target/.*");
  private static final Pattern TYPE =
      Pattern.compile("@?([A-Z][a-z]\\w*)(?:[.#](\\w+))?(?:\\(.*)?");
  private static final Pattern RINGKEEPER =
      Pattern.compile("(?:\\w+=\\S* +)*(?:\\./)?(?:bin/)?ringkeeper +([a-z][a-z-]*)(?: (.*))?");
  private static final Pattern MAKE = Pattern.compile("(?:\\w+=\\S* +)*make((?: +\\S+)*)");
  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");

  /** File names, and paths from the root or from any folder. */
  Stream<String> missingFiles(Markdown document) {
    Stream<String> arguments =
        document.commands().stream()
            .map(RINGKEEPER::matcher)
            .filter(call -> call.matches() && call.group(2) != null)
            .flatMap(call -> Stream.of(call.group(2).split(" +", -1)))
            .filter(word -> word.contains("/"));
    return Stream.concat(document.spans().stream(), arguments)
        .filter(DocumentRules::isFile)
        .filter(span -> !exists(span))
        .map(span -> fault(document, "there is no file " + span));
  }

  /** Types, and members of types of ours. */
  Stream<String> missingTypes(Markdown document) {
    Stream<String> tests =
        document.commands().stream()
            .flatMap(it -> TEST.matcher(it).results())
            .map(it -> it.group(1));
    return Stream.concat(tests, document.spans().stream())
        .filter(span -> !isFile(span) && !isKnown(span))
        .map(span -> fault(document, "the sources have no " + span));
  }

  Stream<String> missingCommands(Markdown document) {
    return document.commands().stream()
        .map(RINGKEEPER::matcher)
        .filter(call -> call.matches() && !commands.contains(call.group(1)))
        .map(call -> fault(document, "ringkeeper has no command " + call.group(1)));
  }

  Stream<String> missingTargets(Markdown document) {
    return document.commands().stream()
        .map(MAKE::matcher)
        .filter(Matcher::matches)
        .flatMap(call -> Stream.of(call.group(1).strip().split(" +", -1)))
        .filter(word -> word.matches("[a-z][\\w-]*") && !targets.contains(word))
        .map(target -> fault(document, "make has no target " + target));
  }

  Stream<String> brokenLinks(Markdown document) {
    return document.links().stream()
        .filter(target -> !leadsSomewhere(document, target))
        .map(target -> fault(document, "the link " + target + " leads nowhere"));
  }

  /** A newcomer sees the two commands without scrolling. */
  static Stream<String> firstScreen(TextFile readme) {
    List<String> lines = readme.lines();
    String screen = String.join("\n", lines.subList(0, Math.min(FIRST_SCREEN_LINES, lines.size())));
    return Stream.of("make run", "make test")
        .filter(command -> !screen.contains(command))
        .map(command -> readme.path() + ": its first screen does not say " + command);
  }

  private boolean isKnown(String span) {
    Matcher name = TYPE.matcher(span);
    if (!name.matches() || OTHERS.contains(name.group(1))) {
      return true;
    }
    String member = name.group(2);
    return member == null ? names.hasType(name.group(1)) : names.hasMember(name.group(1), member);
  }

  private static boolean isFile(String span) {
    return (FILE.matcher(span).matches() || PATH.matcher(span).matches())
        && !NO_PATH.matcher(span).matches();
  }

  private boolean exists(String name) {
    String wanted = name.replaceAll("^\\./|/$", "").replace(".", "\\.").replace("*", "[^/]*");
    Pattern pattern = Pattern.compile("(?:.*/)?" + wanted + "(?:/.*)?");
    return paths.stream().anyMatch(path -> pattern.matcher(path).matches());
  }

  private boolean leadsSomewhere(Markdown document, String target) {
    String[] parts = target.split("#", 2);
    String path =
        parts[0].isEmpty()
            ? document.file().path()
            : Path.of(document.file().folder()).resolve(parts[0]).normalize().toString();
    boolean exists = paths.stream().anyMatch(it -> it.equals(path) || it.startsWith(path + "/"));
    Markdown there = path.equals(document.file().path()) ? document : documents.get(path);
    return exists && (parts.length < 2 || there == null || there.anchors().contains(parts[1]));
  }

  private static String fault(Markdown document, String sentence) {
    return document.file().path() + ": " + sentence;
  }
}
