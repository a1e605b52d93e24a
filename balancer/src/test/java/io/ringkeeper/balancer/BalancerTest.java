package io.ringkeeper.balancer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringkeeper.balancer.config.Config;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalancerTest {

  @ParameterizedTest
  @CsvSource({"no-such-host.invalid:0, 127.0.0.1:0", "127.0.0.1:0, no-such-host.invalid:0"})
  void saysWhichHostItCannotListenOn(String listen, String admin) throws Exception {
    Config config =
        Config.load(
            null,
            Map.of("RINGKEEPER_ADMIN_TOKEN", "secretsecret"),
            List.of("listen=" + listen, "admin=" + admin));

    assertThatThrownBy(() -> Balancer.start(config, List.of("unused")))
        .isInstanceOf(StartException.class)
        .hasMessage("Cannot listen on no-such-host.invalid:0: there is no host of this name");
  }
}
