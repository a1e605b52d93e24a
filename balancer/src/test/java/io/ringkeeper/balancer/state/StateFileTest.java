package io.ringkeeper.balancer.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringkeeper.balancer.control.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class StateFileTest {

  private static final String NAME = "web.json";

  @TempDir private Path directory;

  private StateFile open() throws StateException {
    return StateFile.open(directory, "web");
  }

  private Optional<Remembered> reopened() throws StateException {
    try (StateFile file = open()) {
      return file.recall();
    }
  }

  private String content() throws IOException {
    return Files.readString(directory.resolve(NAME));
  }

  private static Remembered ordinals(Integer... ordinals) {
    return Remembered.of(new TreeSet<>(Set.of(ordinals)));
  }

  /** Waits until all that was asked for has been tried. */
  private static void settle(StateFile file) throws Exception {
    CompletableFuture<Void> settled = new CompletableFuture<>();
    file.afterwards(() -> settled.complete(null));
    settled.get(10, TimeUnit.SECONDS);
  }

  @Test
  void recallsNothingAtFirst() throws Exception {
    assertThat(reopened()).isEmpty();
    assertThat(directory.resolve(NAME)).doesNotExist();
  }

  @Test
  void recallsWhatWasRememberedLast() throws Exception {
    try (StateFile file = open()) {
      file.remember(ordinals(1, 2, 3));
      file.remember(ordinals(3, 1));
      settle(file);
      assertThat(content()).isEqualTo("{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1,3]}");
      assertThat(file.recall()).as("what an earlier balancer left").isEmpty();
    }
    assertThat(reopened()).contains(ordinals(1, 3));
  }

  @Test
  void recallsAStrategyAndWeightsWhereThereAreAny() throws Exception {
    Remembered content =
        new Remembered(
            new TreeSet<>(Set.of(1, 2)),
            Optional.of("rendezvous:1.01"),
            new TreeMap<>(Map.of(2, 5)));
    try (StateFile file = open()) {
      file.remember(content);
      settle(file);
      assertThat(content())
          .isEqualTo(
              "{\"version\":2,\"fleet\":\"web\",\"ordinals\":[1,2],"
                  + "\"strategy\":\"rendezvous:1.01\",\"weights\":{\"2\":5}}");
    }
    assertThat(reopened()).contains(content);
  }

  /** Version 1 had them too for a while. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readsBothVersions(int version) throws Exception {
    String ordinals = "{\"version\":" + version + ",\"fleet\":\"web\",\"ordinals\":[1,2]";
    Files.writeString(directory.resolve(NAME), ordinals + "}");
    assertThat(reopened()).contains(ordinals(1, 2));
    Files.writeString(directory.resolve(NAME), ordinals + ",\"weights\":{\"2\":5}}");
    assertThat(reopened().orElseThrow().weights()).isEqualTo(Map.of(2, 5));
  }

  @Test
  void saysWhichVersionsItReads() throws Exception {
    Files.writeString(
        directory.resolve(NAME), "{\"version\":3,\"fleet\":\"web\",\"ordinals\":[1]}");

    assertThatThrownBy(this::open).hasMessageContaining("its version is 3, and not 1 or 2;");
  }

  @Test
  void tellsNoneFromNothing() throws Exception {
    try (StateFile file = open()) {
      file.remember(ordinals());
    }
    assertThat(reopened()).contains(ordinals());
    try (StateFile file = open()) {
      file.forget();
    }
    assertThat(reopened()).isEmpty();
    assertThat(directory.resolve(NAME)).doesNotExist();
  }

  @Test
  void leavesNoDraftsBehind() throws Exception {
    try (StateFile file = open()) {
      file.remember(ordinals(1));
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(NAME, "web.lock");
    }
  }

  @Test
  void doesNotMindADraftThatWasCutOff() throws Exception {
    Files.writeString(directory.resolve("web.json.tmp"), "{\"version\":1,\"fle");
    try (StateFile file = open()) {
      file.remember(ordinals(2));
    }
    assertThat(reopened()).contains(ordinals(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1,2",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1]} x",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"ordinals\":[2]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":null}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[null]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[\"1\"]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1.5]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[0]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1,1]}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"more\":1}",
        "{\"version\":1,\"fleet\":\"web\"}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"strategy\":null}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"strategy\":7}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"weights\":{\"2\":5}}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"weights\":{\"1\":0}}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"weights\":{\"1\":null}}",
        "{\"version\":1,\"fleet\":\"web\",\"ordinals\":[1],\"weights\":{\"x\":1}}",
        "{\"version\":0,\"fleet\":\"web\",\"ordinals\":[1]}",
        "{\"version\":3,\"fleet\":\"web\",\"ordinals\":[1]}",
        "{\"version\":1,\"fleet\":\"other\",\"ordinals\":[1]}",
      })
  void refusesWhatItDoesNotUnderstand(String content) throws Exception {
    Path file = directory.resolve(NAME);
    Files.writeString(file, content);

    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith(directory.toRealPath().resolve(NAME).toString())
        .hasMessageContaining("cannot be read: ");
    assertThat(content()).isEqualTo(content);
    Files.delete(file);
    assertThat(reopened()).as("the lock is free again").isEmpty();
  }

  @Test
  void saysWhoseFileItIs() throws Exception {
    Files.writeString(
        directory.resolve(NAME), "{\"version\":1,\"fleet\":\"other\",\"ordinals\":[1]}");

    assertThatThrownBy(this::open)
        .hasMessageContaining("it is of fleet 'other'; mend it, or delete it");
  }

  @Test
  void makesTheDirectoryForItsOwnerAlone() throws Exception {
    Path made = directory.resolve("a/b");
    StateFile.open(made, "web").close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void saysWhichSettingIsAtFaultIfThereCanBeNoDirectory() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> StateFile.open(file, "web"))
        .isInstanceOf(StateException.class)
        .hasMessage("state-dir: nothing can be kept in " + file + ": it is not a directory");
    assertThatThrownBy(() -> StateFile.open(Path.of("/proc/ringkeeper"), "web"))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("state-dir: nothing can be kept in /proc/ringkeeper: ");
    assertThatThrownBy(() -> StateFile.open(Path.of("/proc/sys"), "web"))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("state-dir: nothing can be kept in /proc/sys: ");
  }

  @Test
  void goesOnWhileTheDiskIsFullAndWritesWhenThereIsRoom() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(StateFile.class);
    log.start();
    logger.addAppender(log);
    try (StateFile file = open()) {
      file.remember(ordinals(1));
      settle(file);
      Path draft = directory.resolve("web.json.tmp");
      Files.createSymbolicLink(draft, Path.of("/dev/full"));
      file.remember(ordinals(1, 2));
      settle(file);
      file.remember(ordinals(1, 2, 3));
      settle(file);
      assertThat(content()).contains("[1]");
      assertThat(log.list)
          .filteredOn(event -> event.getLevel() == Level.WARN)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              directory.toRealPath().resolve(NAME)
                  + " cannot be written (No space left on device): a restart would find the"
                  + " ordinals [1] wanted, and not the ordinals [1, 2]; tried again every 1 s");
      Files.delete(draft);
      await().until(() -> content().contains("[1,2,3]"));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(reopened()).contains(ordinals(1, 2, 3));
  }

  @Test
  void runsWhatComesAfterItsEnd() throws Exception {
    StateFile file = open();
    file.close();

    settle(file);
  }
}
