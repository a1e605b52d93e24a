package io.ringkeeper.balancer.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The container that the balancer itself runs in, as far as that shows from inside. */
final class OwnContainer {

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final Path MARK = Path.of("/.dockerenv");

  /**
   * Docker mounts a container's {@code hostname} and {@code hosts} from a folder of its id. Folders
   * of containers may be mounted elsewhere too: those of others, where an engine runs.
   */
  private static final Pattern ID =
      Pattern.compile("/containers/([0-9a-f]{64})/\\S+ /etc/(hostname|hosts) ");

  private OwnContainer() {}

  /** Its id or name, which need not be known to the engine that we use; empty if there is none. */
  static Optional<String> find(Map<String, String> environment) {
    List<String> mounts;
    try {
      mounts = Files.readAllLines(MOUNTS);
    } catch (IOException e) {
      mounts = List.of();
    }
    return find(mounts, Files.exists(MARK), environment.get("HOSTNAME"));
  }

  static Optional<String> find(List<String> mounts, boolean marked, @Nullable String hostname) {
    for (String mount : mounts) {
      Matcher id = ID.matcher(mount);
      if (id.find()) {
        return Optional.of(id.group(1));
      }
    }
    return marked && hostname != null && !hostname.isEmpty()
        ? Optional.of(hostname)
        : Optional.empty();
  }
}
