package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.engine.docker.ApiException.Kind;
import io.ringkeeper.balancer.engine.docker.DockerApi.FoundNetwork;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What replicas need to be there before them: the image and the network. Blocks; any thread. */
final class Provisions {

  private static final Logger LOG = LoggerFactory.getLogger(Provisions.class);

  private final DockerApi api;
  private final DockerConfig config;
  private volatile boolean makesNetwork;

  Provisions(DockerApi api, DockerConfig config) {
    this.api = api;
    this.config = config;
  }

  /** Whether a network that is not there is made: not if the balancer has to be on it as well. */
  void makeNetwork(boolean makesNetwork) {
    this.makesNetwork = makesNetwork;
  }

  /**
   * Supplies what is missing.
   *
   * @return false if nothing was missing
   * @throws ApiException if it cannot be supplied
   */
  synchronized boolean provide(Duration limit) throws ApiException {
    boolean lacked = false;
    if (!api.hasImage()) {
      fetchMissingImage(limit);
      lacked = true;
    }
    if (api.network().isEmpty()) {
      FoundNetwork _ = makeMissingNetwork();
      lacked = true;
    }
    return lacked;
  }

  /** The image as the policy has it at the start of a balancer. */
  void image(Duration limit) throws ApiException {
    if (!api.hasImage()) {
      fetchMissingImage(limit);
    } else if (config.pull() == DockerConfig.Pull.ALWAYS) {
      fetchImage(limit, "");
    }
  }

  private void fetchMissingImage(Duration limit) throws ApiException {
    if (config.pull() == DockerConfig.Pull.NEVER) {
      throw new ApiException(
          Kind.REFUSED,
          "image '%s' is not there and docker.pull is 'never'".formatted(config.image()));
    }
    fetchImage(limit, "is not there and ");
  }

  private void fetchImage(Duration limit, String because) throws ApiException {
    LOG.info("Fetching image '{}'", config.image());
    try {
      api.pullImage(limit);
    } catch (ApiException e) {
      throw new ApiException(
          e.is(Kind.NO_ANSWER) ? Kind.NO_ANSWER : Kind.REFUSED,
          "image '%s' %scannot be fetched: %s".formatted(config.image(), because, e.clause()),
          e);
    }
  }

  FoundNetwork network() throws ApiException {
    Optional<FoundNetwork> network = api.network();
    return network.isPresent() ? network.get() : makeMissingNetwork();
  }

  private FoundNetwork makeMissingNetwork() throws ApiException {
    if (!makesNetwork) {
      throw new ApiException(Kind.REFUSED, "network '%s' is not there".formatted(config.network()));
    }
    api.createNetwork();
    LOG.info("Made network '{}'", config.network());
    return api.network()
        .orElseThrow(() ->
            new ApiException(
                Kind.REFUSED, "network '%s' cannot be made".formatted(config.network())));
  }

  /** Removes the network if it is this fleet's and nobody is on it. */
  void removeNetwork() {
    try {
      Optional<FoundNetwork> network = api.network();
      if (network.isPresent() && network.get().ours()) {
        api.removeNetwork(network.get().id());
      }
    } catch (ApiException e) {
      LOG.debug("Network '{}' stays: {}", config.network(), e.clause());
    }
  }
}
