package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BytesTest {

  /** RFC 9110 section 5.5: visible ASCII, space, tab, and everything beyond ASCII. */
  private static boolean mayStandInValue(int b) {
    return b == '\t' || (b >= ' ' && b != 0x7f);
  }

  @Test
  void aValueIsLookedAtByteByByteHoweverLongItIs() {
    for (int neighbour : new int[] {' ', '\t', 'a', '~', 0x80, 0xff}) {
      for (int length = 1; length <= 19; length++) {
        for (int at = 0; at < length; at++) {
          for (int b = 0; b < 256; b++) {
            byte[] bytes = new byte[length + 2];
            Arrays.fill(bytes, 1, length + 1, (byte) neighbour);
            bytes[1 + at] = (byte) b;
            assertThat(Bytes.areValue(bytes, 1, length + 1))
                .as("%d at %d of %d among %d", b, at, length, neighbour)
                .isEqualTo(mayStandInValue(b));
          }
        }
      }
    }
  }

  @Test
  void twoBadBytesDoNotHideEachOther() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        byte[] bytes = Bytes.ascii("aaaaaaaa");
        bytes[3] = (byte) first;
        bytes[4] = (byte) second;
        assertThat(Bytes.areValue(bytes, 0, bytes.length))
            .as("%d before %d", first, second)
            .isEqualTo(mayStandInValue(first) && mayStandInValue(second));
      }
    }
  }
}
