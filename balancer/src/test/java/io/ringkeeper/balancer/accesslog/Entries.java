package io.ringkeeper.balancer.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ringkeeper.balancer.accesslog.Entry.Figure;
import io.ringkeeper.balancer.accesslog.Entry.Text;
import java.util.EnumMap;
import java.util.Map;

/** Entries for a spool, of whatever they are told and of nothing else. */
final class Entries {

  private final Map<Figure, Long> figures = new EnumMap<>(Figure.class);
  private final Map<Text, String> texts = new EnumMap<>(Text.class);

  Entries with(Figure figure, long value) {
    figures.put(figure, value);
    return this;
  }

  Entries with(Text text, String value) {
    texts.put(text, value);
    return this;
  }

  /** A request with all that may be known of one. */
  static Entries whole() {
    return new Entries()
        .with(Figure.AT, 0)
        .with(Figure.DURATION, 12_345_678)
        .with(Figure.CONNECT, 0)
        .with(Figure.FIRST_BYTE, 1_002_003)
        .with(Figure.RECEIVED, 5)
        .with(Figure.SENT, 60)
        .with(Figure.STATUS, 200)
        .with(Figure.MINOR_VERSION, 1)
        .with(Figure.SLOT, 38)
        .with(Figure.ORDINAL, 2)
        .with(Figure.ATTEMPTS, 1)
        .with(Figure.ENDED, Ended.OK.ordinal())
        .with(Text.CLIENT, "192.0.2.7")
        .with(Text.METHOD, "GET")
        .with(Text.TARGET, "/home?a=b")
        .with(Text.ID, "123456")
        .with(Text.REPLICA, "server2")
        .with(Text.REFERER, "http://a/")
        .with(Text.USER_AGENT, "curl/8");
  }

  /** A head that was refused: nothing of it is known. */
  static Entries refused() {
    Entries entries = new Entries();
    return entries
        .with(Figure.AT, 0)
        .with(Figure.DURATION, 0)
        .with(Figure.RECEIVED, 0)
        .with(Figure.SENT, 9)
        .with(Figure.STATUS, 400)
        .with(Figure.ENDED, Ended.REFUSED.ordinal())
        .with(Text.CLIENT, "192.0.2.7");
  }

  /** Puts one into the spool; false if there is no room. */
  boolean into(Spool spool) {
    if (!spool.begin()) {
      return false;
    }
    for (Figure figure : Figure.values()) {
      spool.set(figure, figures.getOrDefault(figure, -1L));
    }
    for (Text text : Text.values()) {
      byte[] bytes = texts.getOrDefault(text, "").getBytes(ISO_8859_1);
      spool.put(text, bytes, 0, bytes.length);
    }
    spool.end();
    return true;
  }
}
