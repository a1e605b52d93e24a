package io.ringkeeper.balancer.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

  /** Every byte that there is. */
  private static final String EVIL = evil();

  private final NewYear clock = new NewYear();

  private static String evil() {
    byte[] all = new byte[256];
    for (int b = 0; b < all.length; b++) {
      all[b] = (byte) b;
    }
    return new String(all, ISO_8859_1);
  }

  @Test
  void jsonSaysAllThatIsKnown() {
    assertThat(json(Entries.whole()))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"client\":\"192.0.2.7\",\"method\":\"GET\","
                + "\"target\":\"/home?a=b\",\"version\":\"1.1\",\"status\":200,\"received\":5,"
                + "\"sent\":60,\"id\":\"123456\",\"slot\":38,\"replica\":\"server2\",\"ordinal\":2,"
                + "\"attempts\":1,\"connect_ms\":0.000,\"first_byte_ms\":1.002,"
                + "\"duration_ms\":12.345,\"ended\":\"ok\"}\n");
  }

  @Test
  void jsonLeavesOutWhatIsNot() {
    assertThat(json(Entries.refused()))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"client\":\"192.0.2.7\",\"status\":400,"
                + "\"received\":0,\"sent\":9,\"duration_ms\":0.000,\"ended\":\"refused\"}\n");
  }

  @ParameterizedTest
  @EnumSource(Ended.class)
  void jsonSaysWhyItEnded(Ended why) {
    assertThat(json(Entries.whole().with(Figure.ENDED, why.ordinal())))
        .endsWith(",\"ended\":\"" + why.name().toLowerCase(Locale.ROOT) + "\"}\n");
  }

  @Test
  void nothingEndsALineOfJsonOrATextInIt() throws IOException {
    for (Text text : EnumSet.of(Text.METHOD, Text.TARGET, Text.ID, Text.REPLICA, Text.CLIENT)) {
      String line = json(Entries.whole().with(text, EVIL));
      assertThat(line.strip()).matches("[ -~]+");
      JsonNode read = new ObjectMapper().readTree(line);
      assertThat(read.get(text.name().toLowerCase(Locale.ROOT)).textValue())
          .isEqualTo(EVIL.substring(0, Math.min(EVIL.length(), text.most)));
    }
  }

  @Test
  void combinedIsThatOfApacheAndNginx() {
    assertThat(combined(Entries.whole()))
        .isEqualTo(
            "192.0.2.7 - - [02/Jan/2026:05:04:05 +0200] \"GET /home?a=b HTTP/1.1\" 200 60"
                + " \"http://a/\" \"curl/8\"\n");
    assertThat(combined(Entries.refused()))
        .isEqualTo("192.0.2.7 - - [02/Jan/2026:05:04:05 +0200] \"-\" 400 9 \"-\" \"-\"\n");
  }

  @Test
  void nothingEndsALineOfCombinedOrATextInIt() {
    for (Text text : EnumSet.of(Text.TARGET, Text.REFERER, Text.USER_AGENT)) {
      String line = combined(Entries.whole().with(text, EVIL));
      assertThat(line.strip()).matches("[ -~]+").contains("\\x00\\x01", " !\\x22#", "[\\x5C]");
      assertThat(line.chars().filter(c -> c == '"')).hasSize(6);
    }
  }

  private String json(Entries entries) {
    return line(new JsonFormat(), entries);
  }

  private String combined(Entries entries) {
    return line(new CombinedFormat(clock.zone()), entries);
  }

  private String line(Format format, Entries entries) {
    Spool spool = new Spool(4 * Spool.MOST, format.texts(), () -> {});
    entries.into(spool);
    Entry entry = new Entry();
    spool.next(entry);
    Lines lines = new Lines(Lines.LONGEST);
    assertThat(lines.hasRoom()).isTrue();
    format.append(entry, clock.millis(), lines);
    return new String(lines.bytes(), 0, lines.length(), ISO_8859_1);
  }
}
