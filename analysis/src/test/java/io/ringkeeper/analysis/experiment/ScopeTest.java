package io.ringkeeper.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.load.Keys;
import io.ringkeeper.analysis.system.OwnSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopeTest {

  /** count three servers; with the same ids they would count the same thrice. */
  @Test
  void experimentsHaveIdsOfTheirOwnAndTheSameWhenRepeated() {
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(number -> ids(7, number)).distinct())
        .hasSize(4);
    assertThat(ids(7, 1)).isEqualTo(ids(7, 1)).isNotEqualTo(ids(8, 1));
  }

  private static List<String> ids(long seed, int experiment) {
    OwnSource source = new OwnSource(List.of(), Path.of("log"), List.of());
    Progress progress = new Progress(System.out, 1);
    Keys keys = Keys.uniform(new Scope(source, 100, 1, 100, seed, progress).of(experiment).seed());
    return IntStream.range(0, 20).mapToObj(keys::of).toList();
  }
}
