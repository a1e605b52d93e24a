package io.ringkeeper.cli;

import io.ringkeeper.balancer.Balancer;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What somebody sees who has just started a balancer: where it is, and what to try. */
final class Banner {

  private Banner() {}

  static void print(Balancer balancer, Config config, long startNanos) {
    String at = "http://" + text(balancer.publicAddress());
    Optional<String> admin = balancer.adminAddress().map(a -> "http://" + text(a));
    List<String> names = balancer.table().serving().stream().map(ReplicaHandle::name).toList();
    String text =
        """

          Ringkeeper is ready after %d ms.

            public    %s
            admin     %s
            engine    %s
            replicas  %d serving%s

          Try:
            %s

        """
            .formatted(
                TimeUnit.NANOSECONDS.toMillis(startNanos),
                at,
                admin.orElse("off"),
                config.engine().name().toLowerCase(Locale.ROOT),
                names.size(),
                names.isEmpty() ? "" : ": " + String.join(", ", names),
                String.join("\n    ", examples(config, at, admin)));
    LoggerFactory.getLogger(Log.BANNER).info(text);
  }

  /** Commands that work as they are. */
  private static List<String> examples(Config config, String at, Optional<String> admin) {
    List<String> examples = new ArrayList<>();
    examples.add("curl " + at + "/home");
    Optional<String> contract =
        config.contract() == Config.Contract.PUBLIC ? Optional.of(at) : admin;
    contract.ifPresent(where -> {
      String token =
          config.adminToken().isSet()
              ? " -H \"Authorization: Bearer $RINGKEEPER_ADMIN_TOKEN\""
              : "";
      examples.add("curl " + where + "/rep");
      examples.add("curl -X POST " + where + "/add -d '{\"n\":1}'" + token);
    });
    return examples;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
