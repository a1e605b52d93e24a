package io.ringkeeper.balancer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ringkeeper.balancer.dataplane.WireScript;
import io.ringkeeper.balancer.dataplane.WireScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What fuzzing begins with: all that clients and replicas send in the wire scripts. */
public final class FuzzSeeds {

  private static final int LONGEST = 2048;

  private FuzzSeeds() {}

  static List<byte[]> all() {
    return WireScripts.all().stream()
        .flatMap(FuzzSeeds::sent)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
        .distinct()
        .map(text -> text.getBytes(ISO_8859_1))
        .toList();
  }

  private static Stream<String> sent(WireScript script) {
    return Stream.of(script.clientBytes(), script.replicaBytes());
  }

  /** Writes each into a file of its own, in the folder that is given. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int number = 0;
    for (byte[] seed : all()) {
      Files.write(folder.resolve("seed-" + number++), seed);
    }
  }
}
