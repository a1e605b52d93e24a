package io.ringkeeper.balancer.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnContainerTest {

  private static final String ID = "0123456789abcdef".repeat(4);

  @Test
  void readsItsIdFromItsMounts() {
    String mount =
        "620 611 254:1 /var/lib/docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/vda rw"
            .formatted(ID);
    assertThat(OwnContainer.find(List.of("22 1 0:5 / /dev rw", mount), false, null)).contains(ID);
  }

  @Test
  void doesNotTakeTheMountsOfOtherContainersForItsOwn() {
    String shared =
        "48 42 0:41 / /var/lib/docker/containers/%s/mounts/shm rw shared:3 - tmpfs shm rw"
            .formatted(ID);
    String agent =
        "48 42 8:1 /var/lib/docker/containers/%s /logs/containers/%s rw - ext4 /dev/vda rw"
            .formatted(ID, ID);
    assertThat(OwnContainer.find(List.of(shared, agent), false, null)).isEmpty();
  }

  @Test
  void takesItsHostNameWhereOnlyDockersMarkIsThere() {
    assertThat(OwnContainer.find(List.of(), true, "balancer")).contains("balancer");
    assertThat(OwnContainer.find(List.of(), true, null)).isEmpty();
    assertThat(OwnContainer.find(List.of(), false, "laptop")).isEmpty();
  }
}
