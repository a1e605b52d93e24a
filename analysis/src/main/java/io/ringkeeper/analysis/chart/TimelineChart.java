package io.ringkeeper.analysis.chart;

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

  private static final int WIDTH = 720;
  private static final int HEIGHT = 452;
  private static final Grid WHO = new Grid(58, 96, WIDTH - 84, 274);
  private static final Grid HOW_LONG = new Grid(58, 318, WIDTH - 84, HEIGHT - 46);
  private static final double LABEL = 18;

  private TimelineChart() {}

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
    Svg svg = new Svg();
    Scale across =
        Scale.between(
            story.begin, story.end(), story.end() - story.begin > 3 ? 1 : 0.5, 58, WIDTH - 84);
    areas(svg, across, story);
    slowest(svg, across, story);
    HOW_LONG.columns(svg, across, "seconds since the failure");
    marks(svg, across, story);
    return Chart.of(name, title, note, WIDTH, HEIGHT, svg);
  }

  private static void areas(Svg svg, Scale across, Story story) {
    int moments = story.slowest.size();
    double[] floor = new double[moments];
    double perSecond = 1 / story.step;
    double all = story.byServer.values().stream().flatMapToInt(Arrays::stream).sum();
    Scale up = Scale.linear(all / moments * perSecond * 1.15, 4, WHO.bottom(), WHO.top());
    WHO.rows(svg, up, "");
    Map<Integer, Double> parts = new TreeMap<>();
    new TreeMap<>(story.byServer)
        .forEach((ordinal, counts) -> {
          double[] roof = new double[moments];
          for (int i = 0; i < moments; i++) {
            roof[i] = floor[i] + counts[i] * perSecond;
          }
          svg.area(outline(across, up, story, floor, roof), Ink.ofServer(ordinal));
          parts.put(ordinal, Arrays.stream(counts).sum() / all);
          System.arraycopy(roof, 0, floor, 0, moments);
        });
    names(svg, up, parts, all / moments * perSecond);
  }

  /** Beside the areas, where each is on average. */
  private static void names(Svg svg, Scale up, Map<Integer, Double> parts, double perSecond) {
    double below = 0;
    for (Map.Entry<Integer, Double> part : parts.entrySet()) {
      double y = up.at((below + part.getValue() / 2) * perSecond);
      below += part.getValue();
      svg.circle(WHO.right() + 10, y, 4.5, Ink.ofServer(part.getKey()));
      svg.text(WHO.right() + 18, y + 4.5, Anchor.START, Ink.TEXT, "server " + part.getKey());
    }
  }

  /** Steps, since a moment has one number. */
  private static String outline(
      Scale across, Scale up, Story story, double[] floor, double[] roof) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < roof.length; i++) {
      step(path, across, story, i, up.at(roof[i]), i + 1);
    }
    for (int i = roof.length - 1; i >= 0; i--) {
      path.append('L').append(Svg.n(across.at(story.begin + (i + 1) * story.step)));
      path.append(' ').append(Svg.n(up.at(floor[i])));
      path.append('H').append(Svg.n(across.at(story.begin + i * story.step)));
    }
    return path.append('Z').toString();
  }

  private static void step(
      StringBuilder path, Scale across, Story story, int i, double y, int next) {
    path.append(path.isEmpty() ? 'M' : 'L');
    path.append(Svg.n(across.at(story.begin + i * story.step))).append(' ').append(Svg.n(y));
    path.append('H').append(Svg.n(across.at(story.begin + next * story.step)));
  }

  private static void slowest(Svg svg, Scale across, Story story) {
    double most = 1;
    for (double millis : story.slowest) {
      most = Math.max(most, millis);
    }
    Scale up = Scale.decades(1, Math.max(100, most), HOW_LONG.bottom(), HOW_LONG.top());
    HOW_LONG.rows(svg, up, "");
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < story.slowest.size(); i++) {
      step(path, across, story, i, up.at(Math.max(1, story.slowest.get(i))), i + 1);
    }
    svg.curve(path.toString(), Ink.TEXT, 1.6);
  }

  /** Lines from top to bottom; words that would meet stand on lines of their own. */
  private static void marks(Svg svg, Scale across, Story story) {
    List<Mark> marks = story.marks.stream().sorted(Comparator.comparingDouble(Mark::at)).toList();
    List<Double> taken = new ArrayList<>();
    for (Mark mark : marks) {
      double x = across.at(mark.at);
      String words = mark.label + String.format(Locale.ROOT, "  %.2f s", mark.at);
      double wide = TextWidth.of(words, 12) + 10;
      double start = x + wide > WIDTH ? x - wide : x;
      int row = 0;
      while (row < taken.size() && taken.get(row) > start) {
        row++;
      }
      taken.subList(row, taken.size()).clear(); // rows below would cross this line
      taken.add(start + wide);
      boolean before = start < x;
      svg.line(x, 4 + row * LABEL, x, HOW_LONG.bottom(), Ink.TEXT, 1.2);
      svg.plate(
          before ? x - 6 : x + 6,
          14 + row * LABEL,
          before ? Anchor.END : Anchor.START,
          Ink.TEXT,
          12,
          true,
          words);
    }
    svg.plate(
        0,
        WHO.top() - 12,
        Anchor.START,
        Ink.SOFT,
        Svg.WORDS,
        false,
        "requests per second, by the server that answered");
    svg.plate(
        0, HOW_LONG.top() - 12, Anchor.START, Ink.SOFT, Svg.WORDS, false, "slowest answer, ms");
  }
}
