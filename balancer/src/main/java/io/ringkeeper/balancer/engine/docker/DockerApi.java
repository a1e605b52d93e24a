package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PullResponseItem;
import io.ringkeeper.balancer.config.DockerConfig;
import io.ringkeeper.balancer.engine.ReplicaSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of a Docker engine, in our own words. Every call blocks, for its limit at most; one
 * that only looks has {@link #LOOK}. For any thread.
 */
final class DockerApi {

  /** How long an answer may take that needs no work. */
  static final Duration LOOK = Duration.ofSeconds(5);

  /** How long to remove something may take. */
  static final Duration REMOVAL = Duration.ofSeconds(30);

  private final DockerClients clients;
  private final String fleet;
  private final DockerConfig config;
  private final Recipe recipe;
  private volatile boolean published;

  DockerApi(DockerClients clients, String fleet, DockerConfig config) {
    this.clients = clients;
    this.fleet = fleet;
    this.config = config;
    this.recipe = new Recipe(fleet, config);
  }

  /** Says how replicas are reached from now on: at published ports, or at their own addresses. */
  void publish(boolean published) {
    this.published = published;
  }

  boolean hasImage() throws ApiException {
    return find(client -> client.inspectImageCmd(config.image()).exec()).isPresent();
  }

  /** Fetches the image from its registry, without credentials. */
  void pullImage(Duration limit) throws ApiException {
    ImageName image = ImageName.parse(config.image());
    AtomicReference<String> trouble = new AtomicReference<>("");
    clients.call(
        limit,
        client ->
            awaited(
                client
                    .pullImageCmd(image.repository())
                    .withTag(image.tag())
                    .exec(
                        new ResultCallback.Adapter<PullResponseItem>() {
                          @Override
                          public void onNext(PullResponseItem item) {
                            if (item.getErrorDetail() != null) {
                              trouble.set(String.valueOf(item.getErrorDetail().getMessage()));
                            }
                          }
                        })));
    if (!trouble.get().isEmpty()) {
      throw new ApiException(ApiException.Kind.REFUSED, Complaint.clause(trouble.get()));
    }
  }

  private static <A> boolean awaited(ResultCallback.Adapter<A> callback) {
    try {
      callback.awaitCompletion();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * A network as the engine shows it.
   *
   * @param ours whether a balancer of this fleet has made it
   * @param gateways the addresses of the engine's own machine on it
   */
  record FoundNetwork(String id, boolean ours, List<String> gateways) {}

  Optional<FoundNetwork> network() throws ApiException {
    return find(client -> client.inspectNetworkCmd().withNetworkId(config.network()).exec())
        .filter(network -> config.network().equals(network.getName()))
        .map(network ->
            new FoundNetwork(
                network.getId(),
                Labels.areOf(fleet, given(network.getLabels())),
                gateways(network.getIpam())));
  }

  private static List<String> gateways(Network.@Nullable Ipam ipam) {
    if (ipam == null || ipam.getConfig() == null) {
      return List.of();
    }
    return ipam.getConfig().stream()
        .map(Network.Ipam.Config::getGateway)
        .filter(gateway -> gateway != null && !gateway.isEmpty())
        .map(gateway -> gateway.replaceAll("/\\d+$", ""))
        .toList();
  }

  void createNetwork() throws ApiException {
    clients.call(
        REMOVAL,
        client ->
            client
                .createNetworkCmd()
                .withName(config.network())
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withLabels(Labels.of(fleet))
                .exec());
  }

  /** Refused while there are containers on it. */
  void removeNetwork(String id) throws ApiException {
    clients.call(LOOK, client -> client.removeNetworkCmd(id).exec());
  }

  /** The networks of a container by its id or name; empty if the engine has none such. */
  Optional<Set<String>> networksOf(String container) throws ApiException {
    return find(client -> client.inspectContainerCmd(container).exec())
        .map(it -> Set.copyOf(it.getNetworkSettings().getNetworks().keySet()));
  }

  /** Any container, be it ours or not, that has this name. */
  Optional<Found> named(String name) throws ApiException {
    List<Found> found =
        clients.call(
            LOOK,
            client ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withNameFilter(List.of("^/?" + Pattern.quote(name) + "$"))
                    .exec()
                    .stream()
                    .map(this::found)
                    .toList());
    return found.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** Every container of the fleet, in whatever state. */
  List<Found> list() throws ApiException {
    return list(Map.of(Labels.FLEET, fleet));
  }

  /** The containers of one start of a replica: none or one. */
  List<Found> list(long generation) throws ApiException {
    return list(Map.of(Labels.FLEET, fleet, Labels.GENERATION, Long.toString(generation)));
  }

  private List<Found> list(Map<String, String> labels) throws ApiException {
    List<String> filter =
        labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()).toList();
    return clients.call(
        LOOK,
        client ->
            client.listContainersCmd().withShowAll(true).withLabelFilter(filter).exec().stream()
                .filter(container -> Labels.areOf(fleet, given(container.getLabels())))
                .map(this::found)
                .toList());
  }

  private Found found(Container container) {
    String name = Stream.of(container.getNames()).findFirst().orElse("").replaceFirst("^/", "");
    var settings = container.getNetworkSettings();
    ContainerNetwork network =
        settings == null ? null : given(settings.getNetworks()).get(config.network());
    Integer port =
        Stream.of(container.getPorts())
            .filter(it -> Integer.valueOf(config.port()).equals(it.getPrivatePort()))
            .map(it -> it.getPublicPort())
            .filter(it -> it != null)
            .findFirst()
            .orElse(null);
    return new Found(
        container.getId(),
        name,
        given(container.getLabels()),
        String.valueOf(container.getState()),
        String.valueOf(container.getStatus()),
        Addresses.of(published, network, port, config.port()));
  }

  /**
   * Makes a container and gives its id. All that is passed on is data; no shell reads any of it.
   */
  String create(ReplicaSpec spec, Duration limit) throws ApiException {
    return clients.call(limit, client -> recipe.command(client, spec, published).exec().getId());
  }

  /** Starts what was created; nothing happens if it runs. */
  void start(String id, Duration limit) throws ApiException {
    clients.call(limit, client -> quietly(() -> client.startContainerCmd(id).exec()));
  }

  /** Asks the program to end, and kills it when the grace, in whole seconds, is over. */
  void stop(String id, int graceSeconds) throws ApiException {
    clients.call(
        REMOVAL.plusSeconds(graceSeconds),
        client -> quietly(() -> client.stopContainerCmd(id).withTimeout(graceSeconds).exec()));
  }

  void kill(String id) throws ApiException {
    clients.call(LOOK, client -> client.killContainerCmd(id).exec());
  }

  /** Removes it with its own volumes, whether it runs or not. */
  void remove(String id) throws ApiException {
    clients.call(
        REMOVAL,
        client -> client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
  }

  /** What it printed last; empty for nothing. */
  String lastLine(String id, Duration limit) throws ApiException {
    Output output = new Output();
    clients.call(
        limit,
        client ->
            awaited(
                client
                    .logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(5)
                    .exec(
                        new ResultCallback.Adapter<Frame>() {
                          @Override
                          public void onNext(Frame frame) {
                            output.add(frame.getPayload());
                          }
                        })));
    return output.lastLine();
  }

  /** Engines answer 304 where there is nothing to do. */
  private static boolean quietly(Runnable command) {
    try {
      command.run();
    } catch (com.github.dockerjava.api.exception.NotModifiedException e) {
      // it is as it should be
    }
    return true;
  }

  private <T> Optional<T> find(Function<DockerClient, T> command) throws ApiException {
    try {
      return Optional.of(clients.call(LOOK, command));
    } catch (ApiException e) {
      if (e.is(ApiException.Kind.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The library leaves out what an engine leaves out. */
  private static <V> Map<String, V> given(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }
}
