package io.ringkeeper.balancer.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for names of replicas. */
final class Hostnames {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int RANDOM_CHARACTERS = 6;

  private Hostnames() {}

  /** The first name that occurs for the second time, if any. */
  static @Nullable String firstDuplicate(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        return name;
      }
    }
    return null;
  }

  /** {@code server} and six random characters: a name fit for Docker, DNS and URIs. */
  static String random(SplitMix64 random, Set<String> taken) {
    while (true) {
      StringBuilder name = new StringBuilder("server");
      for (int i = 0; i < RANDOM_CHARACTERS; i++) {
        name.append(ALPHABET.charAt(random.below(ALPHABET.length())));
      }
      if (!taken.contains(name.toString())) {
        return name.toString();
      }
    }
  }
}
