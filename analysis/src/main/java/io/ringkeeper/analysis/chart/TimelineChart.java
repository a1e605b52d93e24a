package io.ringkeeper.analysis.chart;

import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Svg.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a steady stream of requests while a server failed: above, who answered those of
 * each moment; below, how long the slowest of them took.
 */
public final class TimelineChart {

  private static final double LABEL = 18;
  private static final double SMALL = 12;

  private final Room room;
  private final Story story;
  private final Grid who;
  private final Grid howLong;
  private final Scale across;
  private final Svg svg = new Svg();

  private TimelineChart(Room room, Story story) {
    this.room = room;
    this.story = story;
    double left = room.pick(58, 54);
    double right = room.width() - room.pick(84, 74);
    this.who = new Grid(left, 108, right, 286);
    this.howLong = new Grid(left, 334, right, 424);
    double span = story.end() - story.begin;
    double step = span > (room.isNarrow() ? 4 : 3) ? 1 : 0.5;
    this.across = Scale.between(story.begin, story.end(), step, left, right);
  }

  /** Something that happened, in seconds from the failure. */
  public record Mark(double at, String label) {}

  /**
   * What was seen.
   *
   * @param begin of the first moment, in seconds from the failure
   * @param step the length of a moment, in seconds
   * @param byServer requests of each moment by the ordinal that answered them
   * @param slowest the longest time of each moment, in milliseconds; 0 where there was none
   * @param marks in the order of time
   */
  public record Story(
      double begin,
      double step,
      Map<Integer, int[]> byServer,
      List<Double> slowest,
      List<Mark> marks) {

    double end() {
      return begin + step * slowest.size();
    }
  }

  /** The chart of this story. */
  public static Chart draw(String name, String title, String note, Story story) {
    return Chart.of(name, title, note, room -> new TimelineChart(room, story).draw());
  }

  private Drawing draw() {
    areas();
    slowest();
    howLong.columns(svg, across, "seconds since the failure");
    marks();
    return Drawing.of(room.width(), howLong.bottom() + 46, svg);
  }

  private void areas() {
    int moments = story.slowest.size();
    double[] floor = new double[moments];
    double perSecond = 1 / story.step;
    double all = story.byServer.values().stream().flatMapToInt(Arrays::stream).sum();
    Scale up = Scale.linear(all / moments * perSecond * 1.15, 4, who.bottom(), who.top());
    who.rows(svg, up, "");
    Map<Integer, Double> parts = new TreeMap<>();
    new TreeMap<>(story.byServer)
        .forEach((ordinal, counts) -> {
          double[] roof = new double[moments];
          for (int i = 0; i < moments; i++) {
            roof[i] = floor[i] + counts[i] * perSecond;
          }
          svg.area(outline(up, floor, roof), Ink.ofServer(ordinal));
          parts.put(ordinal, Arrays.stream(counts).sum() / all);
          System.arraycopy(roof, 0, floor, 0, moments);
        });
    names(up, parts, all / moments * perSecond);
  }

  /** Beside the areas, where each is on average. */
  private void names(Scale up, Map<Integer, Double> parts, double perSecond) {
    double below = 0;
    for (Map.Entry<Integer, Double> part : parts.entrySet()) {
      double y = up.at((below + part.getValue() / 2) * perSecond);
      below += part.getValue();
      svg.circle(who.right() + 10, y, 4.5, Ink.ofServer(part.getKey()));
      svg.text(who.right() + 18, y + 4.5, Anchor.START, Ink.TEXT, "server " + part.getKey());
    }
  }

  /** Steps, since a moment has one number. */
  private String outline(Scale up, double[] floor, double[] roof) {
    StringBuilder path = new StringBuilder("M" + x(0) + " " + Svg.n(up.at(floor[0])));
    for (int i = 0; i < roof.length; i++) {
      path.append('V').append(Svg.n(up.at(roof[i]))).append('H').append(x(i + 1));
    }
    for (int i = roof.length - 1; i > 0; i--) {
      path.append('V').append(Svg.n(up.at(floor[i]))).append('H').append(x(i));
    }
    return path.append('V').append(Svg.n(up.at(floor[0]))).append('Z').toString();
  }

  private String x(int moment) {
    return Svg.n(across.at(story.begin + moment * story.step));
  }

  private void slowest() {
    double most = story.slowest.stream().reduce(1.0, Math::max);
    Scale up = Scale.decades(1, Math.max(100, most), howLong.bottom(), howLong.top());
    howLong.rows(svg, up, "");
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < story.slowest.size(); i++) {
      String y = Svg.n(up.at(Math.max(1, story.slowest.get(i))));
      path.append(i == 0 ? "M" + x(0) + " " : "V").append(y).append('H').append(x(i + 1));
    }
    svg.curve(path.toString(), Ink.TEXT, 1.6);
    if (most > 1) {
      int moment = story.slowest.indexOf(most);
      double at = Math.min(across.at(story.begin + moment * story.step), howLong.right() - 60);
      String words = Words.span(most);
      svg.plate(at + 5, up.at(most) - 6, Anchor.START, Ink.TEXT, SMALL, true, words);
    }
  }

  /** Lines from top to bottom; words that would meet stand on lines of their own. */
  private void marks() {
    svg.text(0, 14, Anchor.START, Ink.SOFT, "requests per second, by the server that answered");
    List<Mark> marks = story.marks.stream().sorted(Comparator.comparingDouble(Mark::at)).toList();
    List<Double> taken = new ArrayList<>();
    for (Mark mark : marks) {
      double x = across.at(mark.at);
      String words = mark.label + String.format(Locale.ROOT, "  %.2f s", mark.at);
      double wide = TextWidth.of(words, SMALL) + 10;
      double start = x + wide > room.width() + 20 ? x - wide : x;
      int row = taken.size();
      while (row > 0 && taken.get(row - 1) <= start) {
        row--; // only below all words that reach this line, for it goes down to the bottom
      }
      taken.subList(row, taken.size()).clear();
      taken.add(start + wide);
      boolean before = start < x;
      double y = 36 + row * LABEL;
      svg.line(x, y - 10, x, howLong.bottom(), Ink.TEXT, 1.2);
      svg.plate(
          before ? x - 6 : x + 6,
          y,
          before ? Anchor.END : Anchor.START,
          Ink.TEXT,
          SMALL,
          true,
          words);
    }
    double top = howLong.top() - 16;
    svg.plate(0, top, Anchor.START, Ink.SOFT, Svg.WORDS, false, "slowest answer, ms");
  }
}
