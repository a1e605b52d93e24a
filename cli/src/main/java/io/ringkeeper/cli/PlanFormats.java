package io.ringkeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** How a {@link Plan} is written. */
final class PlanFormats {

  private PlanFormats() {}

  /** Lines for people; with weights, if somebody's is not 1. */
  static String table(Plan plan) {
    boolean weighted = plan.shares().stream().anyMatch(PlanFormats::isWeighted);
    StringBuilder out = new StringBuilder();
    line(out, "share of the keys", "before", "after", weighted ? "weight" : "");
    for (Plan.Share share : plan.shares()) {
      line(
          out,
          "  " + share.replica().name(),
          part(share.before()),
          part(share.after()),
          weighted ? weight(share) : "");
    }
    line(out, "largest over fair share", times(plan.maxBefore()), times(plan.maxAfter()), "");
    return out.append(
            "keys that move %s, of which %s have to and %s could have stayed%n"
                .formatted(part(plan.moved()), part(plan.needed()), part(plan.avoidable())))
        .append("table %s becomes %s%n".formatted(plan.digestBefore(), plan.digestAfter()))
        .toString();
  }

  private static void line(StringBuilder out, String what, String from, String to, String weight) {
    out.append("%-24s%10s%10s%10s".formatted(what, from, to, weight).stripTrailing())
        .append(System.lineSeparator());
  }

  private static boolean isWeighted(Plan.Share share) {
    return share.weightBefore() > 1 || share.weightAfter() > 1;
  }

  private static String weight(Plan.Share share) {
    int before = share.weightBefore();
    int after = share.weightAfter();
    return before == 0 || after == 0 || before == after
        ? Integer.toString(Math.max(before, after))
        : before + " to " + after;
  }

  private static String part(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio);
  }

  static String json(Plan plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var shares = node.putArray("shares");
    for (Plan.Share share : plan.shares()) {
      shares
          .addObject()
          .put("ordinal", share.replica().ordinal())
          .put("name", share.replica().name())
          .put("weightBefore", share.weightBefore())
          .put("weightAfter", share.weightAfter())
          .put("before", share.before())
          .put("after", share.after());
    }
    return node.put("maxOverMeanBefore", plan.maxBefore())
        .put("maxOverMeanAfter", plan.maxAfter())
        .put("moved", plan.moved())
        .put("needed", plan.needed())
        .put("avoidable", plan.avoidable())
        .put("digestBefore", plan.digestBefore())
        .put("digestAfter", plan.digestAfter())
        .toString();
  }
}
