package io.ringkeeper.repository;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file of text.
 *
 * @param path from the root of the repository
 * @param text all of it
 */
record TextFile(String path, String text) {

  List<String> lines() {
    return text.lines().toList();
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMain() {
    return path.contains("/src/main/");
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** One fault for each line like this, with its number. */
  Stream<String> faults(Predicate<String> bad, String sentence) {
    String[] lines = text.split("\n", -1); // keeps a carriage return, which is a fault
    return IntStream.range(0, lines.length)
        .filter(i -> bad.test(lines[i]))
        .mapToObj(i -> path + ":" + (i + 1) + ": " + sentence);
  }
}
