package io.ringkeeper.balancer.config;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for a replica's ordinal and name: {@code server{ordinal}}, {@code [{name}]}.
 */
public record Template(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  public Template {
    PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(placeholder -> !placeholder.equals("{ordinal}") && !placeholder.equals("{name}"))
        .findFirst()
        .ifPresent(unknown -> {
          throw new IllegalArgumentException(
              "'%s' is unknown (there are {ordinal} and {name})".formatted(unknown));
        });
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      throw new IllegalArgumentException("'%s' has a brace without its pair".formatted(text));
    }
    if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("is empty or has a control character");
    }
  }

  /** The text for one replica. */
  public String expand(int ordinal, String name) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(place ->
            place.group(1).equals("name")
                ? Matcher.quoteReplacement(name)
                : Integer.toString(ordinal));
  }

  boolean uses(String placeholder) {
    return text.contains("{" + placeholder + "}");
  }

  @Override
  public String toString() {
    return text;
  }
}
