package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Setup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to share keys that is compared with others.
 *
 * @param key in files
 * @param label in charts
 * @param detail how it works, in a few words
 */
public record Variant(String key, String label, String detail, Setup setup) {

  /** What a bound is tried with. */
  public static final double BOUND = 1.25;

  public static final Variant LITERAL =
      new Variant(
          "ring-literal",
          "ring, literal ids",
          "the mission's functions, ids 1, 2, 3",
          Setup.ring("mission", "literal"));

  public static final Variant SPREAD =
      new Variant(
          "ring-spread", "ring, spread ids", "the mission's functions, ids 189·n", Setup.USUAL);

  public static final Variant ORIGINAL =
      new Variant(
          "ring-original",
          "ring, original functions",
          "i²+2i+17 and i²+j²+2j+25",
          Setup.ring("original", "literal"));

  public static final Variant MIXED =
      new Variant(
          "ring-mix64",
          "ring, 64-bit mixing",
          "512 slots, 9 places for each",
          Setup.ring("mix64", "literal"));

  public static final Variant MIXED_FINE =
      new Variant(
          "ring-mix64-fine",
          "ring, mixing, 256 places",
          "65,536 slots, 256 places for each",
          Setup.ring("mix64", "literal", 65_536, 256));

  public static final Variant MAGLEV =
      new Variant("maglev", "maglev", "a table of 65,537 places", Setup.of("maglev", null));

  public static final Variant RENDEZVOUS =
      new Variant(
          "rendezvous", "rendezvous", "the highest of N draws wins", Setup.of("rendezvous", null));

  public static final Variant CAPPED =
      new Variant(
          "rendezvous-capped",
          "rendezvous, cap 1.01",
          "at most 1.01 × its share",
          Setup.of("rendezvous", 1.01));

  /** All, from the mission's own to those that share best. */
  public static final List<Variant> ALL =
      List.of(LITERAL, SPREAD, ORIGINAL, MIXED, MIXED_FINE, MAGLEV, RENDEZVOUS, CAPPED);

  /** The same with a bound on loads. */
  Setup bounded() {
    return setup.bounded(BOUND);
  }

  /** The one with this key. */
  public static @Nullable Variant of(String key) {
    return ALL.stream().filter(variant -> variant.key.equals(key)).findFirst().orElse(null);
  }
}
