package io.ringkeeper.balancer.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringkeeper.balancer.accesslog.Entry.Text;
import io.ringkeeper.balancer.config.Config;
import io.ringkeeper.balancer.time.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log, written to real files, devices and pipes. */
class AccessLogTest {

  @TempDir private Path folder;

  private Path file;
  @AutoClose private AccessLog log = AccessLog.off();

  @BeforeEach
  void name() {
    file = folder.resolve("access.log");
  }

  @Test
  void hasNoSpoolWhereItIsOff() {
    assertThat(log.spool(0)).isNull();
    log.reopen();
    assertThat(log.errors()).isZero();
  }

  @Test
  void appendsAndWritesTheRestAtItsEnd() throws IOException {
    Files.writeString(file, "before\n");
    start();
    put(0, 20_000);
    log.close();
    assertThat(Files.readAllLines(file)).first().isEqualTo("before");
    assertThat(targets(Files.readAllLines(file))).isEqualTo(numbers(0, 20_000));
  }

  @Test
  void writesWithoutBeingAskedTo() {
    start();
    put(0, 3);
    awaitLines(file, 3);
  }

  @Test
  void goesOnInANewFileWhenTheOldOneWasRenamed() throws IOException {
    start();
    put(0, 3);
    awaitLines(file, 3);
    Path old = Files.move(file, folder.resolve("access.log.1"));
    put(3, 5);
    awaitLines(old, 5);
    log.reopen();
    await().until(() -> Files.exists(file));
    put(5, 7);
    awaitLines(file, 2);
    assertThat(targets(Files.readAllLines(old))).isEqualTo(numbers(0, 5));
    assertThat(targets(Files.readAllLines(file))).isEqualTo(numbers(5, 7));
  }

  @Test
  void resumesByItselfWhenTheDiskIsNoLongerFull() throws IOException {
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    start();
    put(0, 3);
    await().until(() -> log.errors() > 0);
    Files.delete(file);
    awaitLines(file, 3);
    assertThat(targets(Files.readAllLines(file))).isEqualTo(numbers(0, 3));
  }

  @Test
  void resumesByItselfWhenTheFolderIsThere() throws IOException {
    file = folder.resolve("later/access.log");
    start();
    put(0, 3);
    await().until(() -> log.errors() > 0);
    Files.createDirectory(file.getParent());
    awaitLines(file, 3);
  }

  @Test
  void dropsWhatNobodyReadsAndLosesNothingElse() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    start();
    Spool spool = spool();
    int taken = 0;
    while (put(taken, spool)) { // for as long as nobody opens the pipe
      taken++;
    }
    assertThat(taken).isGreaterThan(1000);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (int i = 0; i < taken; i++) {
        lines.add(reader.readLine());
      }
    }
    assertThat(targets(lines)).isEqualTo(numbers(0, taken));
  }

  @Test
  void endsAlthoughNobodyReads() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    start();
    put(0, 3);
    log.close();
    Files.newInputStream(file).close(); // lets the thread go
  }

  private void start() {
    log = AccessLog.start(Config.AccessLog.JSON, 1, file.toString(), Clock.system(), new NewYear());
  }

  private Spool spool() {
    Spool spool = log.spool(0);
    if (spool == null) {
      throw new IllegalStateException("off");
    }
    return spool;
  }

  private void put(int from, int to) {
    AtomicInteger next = new AtomicInteger(from);
    while (next.get() < to) {
      await().until(() -> put(next.get(), spool()));
      while (next.incrementAndGet() < to && put(next.get(), spool())) {}
    }
  }

  private static boolean put(int number, Spool spool) {
    return Entries.whole().with(Text.TARGET, "/" + number).into(spool);
  }

  private static void awaitLines(Path file, int count) {
    await().until(() -> Files.exists(file) && Files.readAllLines(file).size() == count);
  }

  private static List<Integer> targets(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> line.replaceAll(".*\"target\":\"/([0-9]+)\".*", "$1"))
        .map(Integer::valueOf)
        .toList();
  }

  private static List<Integer> numbers(int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = from; number < to; number++) {
      numbers.add(number);
    }
    return numbers;
  }
}
