package io.ringkeeper.balancer.config;

import static io.ringkeeper.balancer.config.InvalidSetting.require;
import static io.ringkeeper.balancer.config.InvalidSetting.requireRange;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the Docker engine runs a replica.
 *
 * @param host where the engine listens; empty means {@code DOCKER_HOST} or the usual socket
 * @param certPath a folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; empty means
 *     {@code DOCKER_CERT_PATH}
 * @param image what every replica is made from
 * @param network the network that replicas are on
 * @param port where a replica listens inside its container, 1..65535
 * @param command takes the place of the image's own; empty means the image's own
 * @param env further variables of its environment, in the order written
 * @param labels further labels of its container, in the order written
 * @param listInterval how often all containers of the fleet are listed, 1 s to 1 h
 */
public record DockerConfig(
    String host,
    String certPath,
    String image,
    Pull pull,
    String network,
    int port,
    Reach reach,
    List<String> command,
    Map<String, String> env,
    Map<String, String> labels,
    Memory memory,
    Cpus cpus,
    Duration listInterval) {

  /** When an image is fetched from its registry. */
  public enum Pull {
    NEVER,
    /** Where the engine does not have it. */
    MISSING,
    /** Whenever the balancer starts, too. */
    ALWAYS
  }

  /** How the balancer connects to a replica. */
  public enum Reach {
    /** Whichever of the two works from where the balancer runs. */
    AUTO,
    /** At the container's own address on the network. */
    ADDRESS,
    /** At a port of this machine's loopback that the engine publishes. */
    PUBLISHED
  }

  /** Labels with this beginning are Ringkeeper's own. */
  public static final String OWN_LABELS = "io.ringkeeper.";

  private static final Pattern HOST =
      Pattern.compile("unix:///[^\\s\\p{Cntrl}]+|tcp://[A-Za-z0-9.:\\[\\]_-]+:[0-9]{1,5}/?");

  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./:@-]{0,254}");

  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  /** Docker's own networks, on which containers have no names. */
  private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none", "default");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private static final Pattern LABEL = Pattern.compile("[!-~&&[^=]]{1,255}");

  public DockerConfig {
    command = List.copyOf(command);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    require(
        host.isEmpty() || isHost(host),
        "'%s' is not an engine (write unix:///path or tcp://host:port)".formatted(host),
        "host");
    require(Variables.isFreeOfNul(certPath), "has a NUL character", "cert-path");
    require(IMAGE.matcher(image).matches(), "'%s' is not an image".formatted(image), "image");
    require(
        NETWORK.matcher(network).matches(), "'%s' is not a network".formatted(network), "network");
    require(
        !BUILT_IN.contains(network),
        "'%s' is Docker's own; name one that may have replicas on it".formatted(network),
        "network");
    requireRange(port, 1, 65_535, "port");
    require(
        command.isEmpty() || !command.getFirst().isBlank(), "the program is missing", "command");
    require(command.stream().allMatch(Variables::isFreeOfNul), "has a NUL character", "command");
    Variables.check(env, VARIABLE);
    labels.forEach(DockerConfig::checkLabel);
    require(
        listInterval.compareTo(Duration.ofSeconds(1)) >= 0
            && listInterval.compareTo(Duration.ofHours(1)) <= 0,
        "is not between 1s and 1h",
        "list-interval");
  }

  /** Whether this is the address of an engine as {@link #host} has it. */
  public static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  private static void checkLabel(String name, String value) {
    String key = "labels." + name;
    require(LABEL.matcher(name).matches(), "is not the name of a label", key);
    require(!name.startsWith(OWN_LABELS), "is Ringkeeper's own", key);
    require(Variables.isFreeOfNul(value), "has a NUL character", key);
  }

  /** Without the values of the variables, which may be secrets. */
  @Override
  public String toString() {
    return "DockerConfig[host=%s, image=%s, network=%s, port=%d, reach=%s, command=%s, env=%s]"
        .formatted(host, image, network, port, reach, command, env.keySet());
  }
}
