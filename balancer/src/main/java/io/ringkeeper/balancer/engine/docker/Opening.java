package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.EngineException;
import io.ringkeeper.balancer.engine.docker.DockerApi.FoundNetwork;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes before everything else: is the engine there, and all that replicas need? Blocks. */
final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final Duration PULL_LIMIT = Duration.ofMinutes(10);

  private final DockerSettings settings;
  private final DockerClients clients;
  private final DockerApi api;
  private final Provisions provisions;
  private final Map<String, String> environment;

  Opening(
      DockerSettings settings,
      DockerClients clients,
      DockerApi api,
      Provisions provisions,
      Map<String, String> environment) {
    this.settings = settings;
    this.clients = clients;
    this.api = api;
    this.provisions = provisions;
    this.environment = environment;
  }

  /** Every container of the fleet that there is. */
  List<Found> run() throws EngineException {
    try {
      Handshake.with(clients, settings.endpoint());
      Optional<String> container = OwnContainer.find(environment);
      Optional<Set<String>> networks =
          container.isPresent() ? api.networksOf(container.get()) : Optional.empty();
      provisions.makeNetwork(networks.isEmpty() || networks.get().contains("host"));
      image();
      FoundNetwork network = provisions.network();
      Situation situation =
          new Situation(
              networks,
              container.isPresent(),
              settings.endpoint().isLocal(),
              network.gateways().stream().anyMatch(Opening::isOurs));
      api.publish(situation.publishes(settings.docker().reach(), settings.docker().network()));
      return api.list();
    } catch (ApiException e) {
      throw new EngineException(sentence(e.clause()), e);
    }
  }

  /**
   * Replicas that are there matter more than the image of those to come: they are not kept waiting
   * for a registry that is slow, nor does one that is away keep them from being served.
   */
  private void image() throws ApiException {
    boolean needed = api.list().stream().noneMatch(Found::lives);
    try {
      provisions.image(needed ? PULL_LIMIT : settings.startLimit());
    } catch (ApiException e) {
      if (needed) {
        throw e;
      }
      LOG.warn("{}; the replicas that are there are served all the same", sentence(e.clause()));
    }
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  private static boolean isOurs(String address) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) != null;
    } catch (SocketException | IllegalArgumentException e) {
      return false;
    }
  }
}
