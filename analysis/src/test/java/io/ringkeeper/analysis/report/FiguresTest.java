package io.ringkeeper.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Raster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What holds of every chart. */
class FiguresTest {

  /** Less than any font has, so that a label that is out is out for everybody. */
  private static final double EM = 0.5;

  /** What a telephone shows, with a margin. */
  private static final int TELEPHONE = 400;

  static Stream<Chart> charts() {
    return Figures.of(SomeResults.complete()).charts().stream();
  }

  static Stream<Drawing> drawings() {
    return charts().flatMap(chart -> Stream.of(chart.wide(), chart.narrow())).distinct();
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void labelsAreInside(Drawing drawing) throws Exception {
    List<Label> labels = labels(drawing);

    assertThat(labels).hasSizeGreaterThan(2);
    for (Label label : labels) {
      assertThat(label.size).as(label.words).isGreaterThanOrEqualTo(12);
      assertThat(label.left).as(label.words).isGreaterThanOrEqualTo(-1);
      assertThat(label.right()).as(label.words).isLessThanOrEqualTo(drawing.width() + 1);
      assertThat(label.y).as(label.words).isBetween(8.0, (double) drawing.height());
    }
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void labelsDoNotLieOnOneAnother(Drawing drawing) throws Exception {
    List<Label> labels = labels(drawing);

    for (int i = 0; i < labels.size(); i++) {
      for (Label other : labels.subList(0, i)) {
        Label label = labels.get(i);
        assertThat(label.meets(other)).as("%s, %s", label.words, other.words).isFalse();
      }
    }
  }

  /** Words that stand on a line at {@code y}. */
  private record Label(String words, double size, double left, double y) {

    double right() {
      return left + words.length() * size * EM;
    }

    boolean meets(Label other) {
      boolean beside = left >= other.right() || other.left >= right();
      return !beside && Math.abs(y - other.y) < 0.75 * Math.min(size, other.size);
    }
  }

  private static List<Label> labels(Drawing drawing) throws Exception {
    NodeList texts = parse("<svg>" + drawing.elements() + "</svg>").getElementsByTagName("text");
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      String words = text.getTextContent();
      String own = text.getAttribute("font-size");
      double size = own.isEmpty() ? 13 : Double.parseDouble(own);
      double wide = words.length() * size * EM;
      double x = Double.parseDouble(text.getAttribute("x"));
      double left =
          switch (text.getAttribute("text-anchor")) {
            case "" -> x;
            case "middle" -> x - wide / 2;
            default -> x - wide;
          };
      labels.add(new Label(words, size, left, Double.parseDouble(text.getAttribute("y"))));
    }
    return labels;
  }

  @ParameterizedTest
  @MethodSource("charts")
  void aFileHasItsTitleAndColoursOfItsOwn(Chart chart) throws Exception {
    Element file = parse(chart.file());

    assertThat(file.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(chart.title());
    assertThat(chart.file()).doesNotContain("var(", "@");
    assertThat(chart.inline()).contains("var(--ink-text)").doesNotContain("#");
  }

  @ParameterizedTest
  @MethodSource("charts")
  void becomesAPicture(Chart chart) throws Exception {
    var picture = ImageIO.read(new ByteArrayInputStream(Raster.png(chart)));

    assertThat(picture.getWidth()).isEqualTo(2 * (chart.wide().width() + 40));
    assertThat(picture.getRGB(0, 0)).isEqualTo(0xffffffff);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void fitsATelephone(Chart chart) {
    assertThat(chart.narrow().width()).isLessThanOrEqualTo(TELEPHONE);
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}
