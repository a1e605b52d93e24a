package io.ringkeeper.cli;

import io.ringkeeper.balancer.Balancer;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.routing.ReplicaHandle;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What somebody sees who has just started a balancer: where it is, and what to try. */
final class Banner {

  private Banner() {}

  static void print(Balancer balancer, Config config, long startNanos) {
    String at = "http://" + text(balancer.publicAddress());
    String admin = balancer.adminAddress().map(a -> "http://" + text(a)).orElse("off");
    String serving =
        balancer.table().serving().stream()
            .map(ReplicaHandle::name)
            .collect(Collectors.joining(", "));
    boolean publicly = config.contract() == Config.Contract.PUBLIC;
    System.out.printf(
        Locale.ROOT,
        """

          Ringkeeper is ready after %d ms.

            public    %s
            admin     %s
            engine    %s
            replicas  %d serving: %s

          Try:
            curl %s/home
            curl %s/rep
            curl -X POST %s/add -d '{"n":1}'

        """,
        TimeUnit.NANOSECONDS.toMillis(startNanos),
        at,
        admin,
        config.engine().name().toLowerCase(Locale.ROOT),
        balancer.table().serving().size(),
        serving,
        at,
        publicly ? at : admin,
        publicly ? at : admin);
    System.out.flush();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
