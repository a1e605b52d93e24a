package io.ringkeeper.analysis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringkeeper.analysis.experiment.Comparison;
import io.ringkeeper.analysis.experiment.Failures;
import io.ringkeeper.analysis.experiment.Growth;
import io.ringkeeper.analysis.experiment.Sample;
import io.ringkeeper.analysis.experiment.Scaling;
import io.ringkeeper.analysis.stats.Moves;

/** {@code results.json}: everything that was found, for programs. */
final class Json {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static String of(Results results) {
    ObjectNode root = NODES.objectNode();
    root.put("complete", results.isComplete());
    root.put("requests", results.requests());
    root.put("failed", results.failed());
    root.put("seconds", results.took().toMillis() / 1_000.0);
    Results.Origin origin = results.origin();
    root.putObject("origin")
        .put("command", origin.command())
        .put("commit", origin.commit())
        .put("date", origin.date())
        .put("machine", origin.machine())
        .put("source", origin.source())
        .put("requests", origin.requests())
        .put("trials", origin.trials())
        .put("perSecond", origin.rate());
    results.troubles().forEach(root.putArray("troubles")::add);
    results.against().forEach(root.putArray("against")::add);
    results.omitted().forEach(root.putArray("omitted")::add);
    results.shares().ifPresent(sample -> root.set("a1", sample(sample)));
    results.scaling().ifPresent(scaling -> root.set("a2", scaling(scaling)));
    if (!results.checks().isEmpty() || !results.failures().isEmpty()) {
      root.set("a3", failures(results));
    }
    if (!results.comparisons().isEmpty()) {
      ArrayNode all = root.putArray("a4");
      results.comparisons().forEach(comparison -> all.add(comparison(comparison)));
    }
    return write(root);
  }

  private static ObjectNode sample(Sample sample) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("servers", sample.servers())
            .put("requests", sample.requests())
            .put("answered", sample.answered())
            .put("failed", sample.failed())
            .put("elsewhere", sample.elsewhere())
            .put("perSecond", Math.round(sample.perSecond()))
            .put("maxOverMean", round(sample.spread().maxOverMean()))
            .put("deviation", round(sample.spread().deviation()))
            .put("chiSquare", round(sample.againstPrediction().statistic()))
            .put("p", sample.againstPrediction().p())
            .put("digest", sample.digest());
    ArrayNode counts = node.putArray("counts");
    sample
        .counts()
        .forEach((ordinal, count) ->
            counts
                .addObject()
                .put("ordinal", ordinal)
                .put("measured", count)
                .put("predicted", round(sample.predicted().getOrDefault(ordinal, 0.0))));
    return node;
  }

  private static ObjectNode scaling(Scaling scaling) {
    ObjectNode node = growth(scaling.growth());
    ArrayNode latencies = node.putArray("latencies");
    scaling
        .latencies()
        .forEach((n, latency) ->
            latencies
                .addObject()
                .put("servers", n)
                .put("perSecond", latency.perSecond())
                .put("medianMillis", round(latency.median()))
                .put("p99Millis", round(latency.p99()))
                .put("longestMillis", round(latency.longest())));
    return node;
  }

  private static ObjectNode growth(Growth growth) {
    ObjectNode node = NODES.objectNode();
    ArrayNode samples = node.putArray("samples");
    growth.samples().values().forEach(sample -> samples.add(sample(sample)));
    ArrayNode added = node.putArray("added");
    growth.added().forEach((n, moves) -> added.add(moves(moves).put("servers", n)));
    node.set("removed", moves(growth.removed()).put("ordinal", Growth.LEAVER));
    return node;
  }

  private static ObjectNode moves(Moves moves) {
    return NODES
        .objectNode()
        .put("keys", moves.keys())
        .put("needed", moves.needed())
        .put("needless", moves.needless());
  }

  private static ObjectNode failures(Results results) {
    ObjectNode node = NODES.objectNode();
    ArrayNode checks = node.putArray("contract");
    results
        .checks()
        .forEach(check ->
            checks
                .addObject()
                .put("topic", check.topic())
                .put("request", check.request())
                .put("expected", check.expected())
                .put("seen", check.seen())
                .put("verdict", check.verdict().name().toLowerCase(java.util.Locale.ROOT)));
    ArrayNode kinds = node.putArray("failures");
    results.failures().forEach(failures -> kinds.add(failures(failures)));
    return node;
  }

  private static ObjectNode failures(Failures failures) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("kind", failures.kind().label())
            .put("requests", failures.requests())
            .put("failed", failures.failed())
            .put("longestMillis", round(failures.longest()));
    ObjectNode reasons = node.putObject("reasons");
    failures.reasons().forEach(reasons::put);
    ArrayNode trials = node.putArray("trials");
    failures
        .trials()
        .forEach(trial -> {
          ObjectNode each =
              trials
                  .addObject()
                  .put("ordinal", trial.ordinal())
                  .put("detectedMillis", round(trial.detected()))
                  .put("recoveredMillis", round(trial.recovered()));
          trial.replaced().ifPresent(millis -> each.put("replacementStartedMillis", round(millis)));
        });
    return node;
  }

  private static ObjectNode comparison(Comparison comparison) {
    ObjectNode node = NODES.objectNode();
    node.put("key", comparison.variant().key());
    node.put("label", comparison.variant().label());
    node.put("configuration", comparison.variant().setup().written());
    node.put("slots", comparison.slots());
    node.set("unbounded", growth(comparison.growth()));
    Growth bounded = comparison.bounded();
    if (bounded != null) {
      node.set("bounded", growth(bounded));
    }
    return node;
  }

  private static double round(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  private static String write(ObjectNode root) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was found cannot be written as JSON", e);
    }
  }
}
