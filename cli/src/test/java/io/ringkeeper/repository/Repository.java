package io.ringkeeper.repository;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of this repository as they lie here, without those that {@code .gitignore} names. Does
 * not ask git: an unpacked archive has none, and another user's working copy it refuses to read.
 */
final class Repository {

  private static final Path ROOT = Path.of(System.getProperty("ringkeeper.root", "..")).normalize();
  private static final List<Path> FILES = walk(ROOT, ignored(ROOT.resolve(".gitignore")));

  private Repository() {}

  /** Every file, from the root, with {@code /} between names. */
  static SortedSet<String> paths() {
    return FILES.stream().map(Repository::name).collect(toCollection(TreeSet::new));
  }

  /** Every file that is text. */
  static List<TextFile> texts() {
    return FILES.stream().flatMap(file -> text(file).stream()).toList();
  }

  private static List<Path> walk(Path root, PathMatcher ignored) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              boolean skip = !folder.equals(root) && ignored.matches(folder.getFileName());
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !ignored.matches(file.getFileName())) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Understands the patterns that are in use: a name or a glob, in every folder. */
  private static PathMatcher ignored(Path gitignore) {
    try {
      List<PathMatcher> matchers =
          Stream.concat(Stream.of(".git"), Files.readAllLines(gitignore).stream())
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.endsWith("/") ? line.substring(0, line.length() - 1) : line)
              .map(Repository::glob)
              .toList();
      return name -> matchers.stream().anyMatch(matcher -> matcher.matches(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PathMatcher glob(String pattern) {
    if (pattern.contains("/") || pattern.startsWith("!")) {
      throw new IllegalArgumentException("teach this class the .gitignore pattern " + pattern);
    }
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  private static Optional<TextFile> text(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.indexOf('\0') < 0
          ? Optional.of(new TextFile(name(file), text))
          : Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
