package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.RemoteApiVersion;
import io.ringkeeper.balancer.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Finds a version of the API that both sides speak. */
final class Handshake {

  /** Engine 20.10; older ones leave out what we rely on. */
  private static final RemoteApiVersion OLDEST = RemoteApiVersion.VERSION_1_41;

  private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

  private Handshake() {}

  /**
   * Asks the engine and settles it for all later calls.
   *
   * @throws ApiException if the engine does not answer
   * @throws EngineException if it is too old
   */
  static void with(DockerClients clients, Endpoint endpoint) throws ApiException, EngineException {
    Version version =
        clients.call(DockerApi.LOOK, (DockerClient client) -> client.versionCmd().exec());
    clients.speak(
        choose(endpoint, String.valueOf(version.getApiVersion()), version.getMinAPIVersion()));
  }

  /** The newest that both know; where the engine has left ours behind, its oldest. */
  static RemoteApiVersion choose(Endpoint endpoint, String newest, @Nullable String oldest)
      throws EngineException {
    RemoteApiVersion theirs;
    RemoteApiVersion least;
    try {
      theirs = RemoteApiVersion.parseConfig(newest);
      least = oldest == null ? OLDEST : RemoteApiVersion.parseConfig(oldest);
    } catch (IllegalArgumentException e) {
      throw new EngineException("What answers at %s is no Docker engine".formatted(endpoint), e);
    }
    if (!theirs.isGreaterOrEqual(OLDEST)) {
      throw new EngineException(
          "The Docker engine at %s is too old: it speaks API %s, and %s is needed (Docker 20.10)"
              .formatted(endpoint, newest, OLDEST.getVersion()));
    }
    RemoteApiVersion both = theirs.isGreater(NEWEST) ? NEWEST : theirs;
    return least.isGreater(both) ? least : both;
  }
}
