package io.ringkeeper.balancer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.balancer.control.Outcome.Kind;
import io.ringkeeper.balancer.control.Outcome.Refused;
import io.ringkeeper.hashing.RingFunctions;
import io.ringkeeper.hashing.RingIds;
import io.ringkeeper.hashing.RingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Set<String> PRESENT = Set.of("server1", "server2");
  private static final FleetSettings FIXED = FleetDriver.settings(false, false, Duration.ZERO);

  @Test
  void admitsWhatMakesSense() {
    assertThat(add(3, "S5", "S4")).isNull();
    assertThat(add(8)).isNull();
    assertThat(remove(2, "server1")).isNull();
    assertThat(remove(1_000_000)).isNull();
  }

  @Test
  void refusesMoreNamesThanReplicasBeforeAnythingElse() {
    assertThat(add(1, "not/valid", "not/valid"))
        .isEqualTo(bad("Length of hostname list is more than newly added instances"));
    assertThat(remove(1, "nobody", "nobody"))
        .isEqualTo(bad("Length of hostname list is more than removable instances"));
  }

  @Test
  void refusesNamesThatAreNotValid() {
    assertThat(message(add(2, "S5", "a b"))).startsWith("'a b' is not a valid hostname");
  }

  @Test
  void refusesNamesGivenTwice() {
    assertThat(add(2, "S5", "S5")).isEqualTo(bad("Duplicate hostname 'S5'"));
    assertThat(remove(2, "server1", "server1")).isEqualTo(bad("Duplicate hostname 'server1'"));
  }

  @Test
  void refusesToAddANameInUse() {
    assertThat(add(1, "server2")).isEqualTo(bad("hostname 'server2' already exists"));
  }

  @Test
  void refusesToRemoveWhoIsNotThere() {
    assertThat(remove(2, "server1", "server3"))
        .isEqualTo(bad("'server3' is not a managed replica"));
  }

  @Test
  void refusesWhatDoesNotFitAndNamesTheLimit() {
    assertThat(add(9))
        .isEqualTo(
            new Refused(
                Kind.CONFLICT, "9 more replicas do not fit: replicas-max is 10, and 2 are held"));
    assertThat(add(1_000_000)).isNotNull();
    assertThat(add(Integer.MAX_VALUE)).isNotNull();
  }

  @Test
  void namesTheRingIfThatIsTheLimit() {
    FleetSettings smallRing =
        FleetDriver.SETTINGS.with(
            new RingStrategy(RingFunctions.MISSION.shape(16, 5), RingIds.SPREAD));
    Event.Add add = new Event.Add(1, 2, List.of());

    assertThat(message(Admission.refusal(add, smallRing, PRESENT)))
        .isEqualTo("2 more replicas do not fit: the hash ring holds at most 3, and 2 are held");
  }

  @Test
  void refusesToRemoveMoreThanThereAreOnlyIfStrict() {
    FleetSettings strict = FleetDriver.settings(true, true, Duration.ZERO);
    Event.Remove remove = new Event.Remove(1, 3, List.of());

    assertThat(message(Admission.refusal(remove, strict, PRESENT)))
        .contains("more instances than are present");
    assertThat(Admission.refusal(remove, FleetDriver.SETTINGS, PRESENT)).isNull();
  }

  @Test
  void refusesToScaleWhatDoesNotScale() {
    Refused add = Admission.refusal(new Event.Add(1, 1, List.of()), FIXED, PRESENT);
    Refused remove = Admission.refusal(new Event.Remove(1, 1, List.of()), FIXED, PRESENT);

    assertThat(add).extracting(Refused::kind).isEqualTo(Kind.NOT_SUPPORTED);
    assertThat(remove).extracting(Refused::kind).isEqualTo(Kind.NOT_SUPPORTED);
  }

  private static @Nullable Refused add(int n, String... names) {
    Event.Add add = new Event.Add(1, n, List.of(names));
    return Admission.refusal(add, FleetDriver.SETTINGS, PRESENT);
  }

  private static @Nullable Refused remove(int n, String... names) {
    Event.Remove remove = new Event.Remove(1, n, List.of(names));
    return Admission.refusal(remove, FleetDriver.SETTINGS, PRESENT);
  }

  private static Refused bad(String message) {
    return new Refused(Kind.BAD_REQUEST, message);
  }

  private static String message(@Nullable Refused refused) {
    return refused == null ? "" : refused.message();
  }
}
