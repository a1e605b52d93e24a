package io.ringkeeper.balancer.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputPumpTest {

  @Test
  void passesOnLineByLine() {
    assertThat(pump("one\ntwo\r\n\nthré\n")).containsExactly("one", "two", "", "thré");
  }

  @Test
  void passesOnALastLineWithoutItsEnd() {
    assertThat(pump("one\ntw")).containsExactly("one", "tw");
    assertThat(pump("")).isEmpty();
  }

  @Test
  void letsNoControlCharacterIntoTheLog() {
    assertThat(pump("a\tb\n12:00 done\r12:01 fake\n\033[2J\007\0\u009b1m\u2028x\r\n"))
        .containsExactly("a\tb", "12:00 done?12:01 fake", "?[2J???1m?x");
  }

  @Test
  void cutsALineThatIsTooLong() {
    String limit = "x".repeat(OutputPump.MAX_LINE_BYTES);
    assertThat(pump(limit + "\n" + limit + "y\n" + limit.repeat(9) + "\nshort"))
        .containsExactly(limit, limit + OutputPump.CUT, limit + OutputPump.CUT, "short");
  }

  @Test
  void holdsNoMoreThanALineOfAnEndlessOne() {
    long[] bytesLeft = {3L << 30};
    var endless =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            bytesLeft[0] -= length;
            return bytesLeft[0] < 0 ? -1 : length;
          }
        };
    List<String> lines = new ArrayList<>();
    new OutputPump(endless, lines::add).run(); // 3 GiB would not fit into the heap of the tests
    assertThat(lines).hasSize(1);
  }

  private static List<String> pump(String text) {
    List<String> lines = new ArrayList<>();
    new OutputPump(new ByteArrayInputStream(text.getBytes(UTF_8)), lines::add).run();
    return lines;
  }
}
