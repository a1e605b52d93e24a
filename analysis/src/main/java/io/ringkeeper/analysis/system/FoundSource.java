package io.ringkeeper.analysis.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A balancer that runs already, and is left as it was found. */
public final class FoundSource implements Source {

  private final Api api;
  private final Keepsake keepsake;

  /**
   * @throws AnalysisException if no balancer is there, or if these are ports of two balancers
   */
  public FoundSource(URI url, URI admin) {
    api = new Api(url, admin);
    seeThatPortsAgree();
    keepsake = Keepsake.of(api);
  }

  /**
   * Both ports say of which balancer they are. Where one does not, who serves at the public port
   * has to be in the table that the admin port tells of.
   */
  private void seeThatPortsAgree() {
    List<String> instances = api.instances();
    if (!instances.contains("")) {
      if (!instances.getFirst().equals(instances.getLast())) {
        throw new AnalysisException(
            "%s and %s are ports of two balancers".formatted(api.url(), api.admin()));
      }
      return;
    }
    List<String> serving = api.serving();
    Collection<String> members = new Replicas(api).names().values();
    if (!members.containsAll(serving)) {
      throw new AnalysisException(
          "%s serves with %s, but the admin port given is of a balancer with %s"
              .formatted(api.url(), serving, members));
    }
  }

  @Override
  public String description() {
    return "the balancer at " + api.url() + ", which ran already";
  }

  @Override
  public boolean isThere() {
    try {
      api.serving();
      return true;
    } catch (AnalysisException e) {
      return false;
    }
  }

  @Override
  public boolean startsItsOwn() {
    return false;
  }

  @Override
  public List<String> engine() {
    return List.of();
  }

  /** Strategies can be changed while it runs; the ring's shape and the bound cannot. */
  @Override
  public Optional<Subject> open(Setup setup, int replicas) {
    if (setup.bound() != null || !isConfigured(setup)) {
      return Optional.empty();
    }
    keepsake.forgetWeights(api);
    api.strategy(setup.strategy(), setup.cap());
    if (setup.strategy().equals("ring") && !isConfigured(setup)) {
      return Optional.empty();
    }
    new Replicas(api).resize(replicas);
    seeThatPortsAgree();
    if (api.serving().size() != replicas) {
      throw new AnalysisException(
          "%s serves with %s, not with %d: are both ports of one balancer?"
              .formatted(api.url(), api.serving(), replicas));
    }
    return Optional.of(new FoundBalancer(api));
  }

  /** Whether the ring is this one; which ring it would be is not known while there is none. */
  private boolean isConfigured(Setup setup) {
    JsonNode ring = api.table().path("strategy");
    if (!setup.strategy().equals("ring") || !ring.path("name").asText().equals("ring")) {
      return true;
    }
    return Objects.equals(ring.path("functions").asText(), setup.functions())
        && ring.path("ids").asText().equals(setup.ids())
        && ring.path("ringSlots").asInt() == setup.slots()
        && ring.path("virtual").asInt() == setup.virtual();
  }

  @Override
  public Subject start(List<String> settings, Map<String, String> environment) {
    throw new UnsupportedOperationException("a balancer that runs has its settings");
  }

  @Override
  public void close() {
    try {
      keepsake.restore(api);
    } finally {
      api.close();
    }
  }
}
