package io.ringkeeper.analysis.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.plan.PlannedFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestorationTest {

  @Test
  void fleetsAreToldForPeople() {
    PlannedFleet fleet = PlannedFleet.of(PlannedFleet.strategy("maglev"), 3);
    fleet.weigh("server2", 3);
    fleet.remove(List.of("server1"));

    assertThat(Restoration.words(fleet))
        .isEqualTo("maglev with server2 of weight 3 at ordinal 2, server3 at ordinal 3");
    fleet.remove(List.of("server2", "server3"));
    assertThat(Restoration.words(fleet)).isEqualTo("maglev without a server");
  }
}
