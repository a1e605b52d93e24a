package io.ringkeeper.analysis.load;

import java.util.regex.Pattern;

/** How an answer says which replica gave it. */
public sealed interface ReplicaName {

  /** What the sample server says. */
  ReplicaName USUAL = new InBody(Pattern.compile("Hello from Server: ([^\"]*)\""));

  /** The first group of the first match in the first 4 KiB of the body, read as Latin-1. */
  record InBody(Pattern pattern) implements ReplicaName {

    public InBody {
      if (pattern.matcher("").groupCount() < 1) {
        throw new IllegalArgumentException(
            "the pattern '" + pattern + "' needs a group, in parentheses, that is the name");
      }
    }
  }

  /** The value of this field of the answer's head. */
  record InHeader(String name) implements ReplicaName {}

  /** It does not. */
  record Nowhere() implements ReplicaName {}
}
