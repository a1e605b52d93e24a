package io.ringkeeper.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.Chart.Drawing;
import io.ringkeeper.analysis.chart.Raster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
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
    NodeList texts = parse("<svg>" + drawing.elements() + "</svg>").getElementsByTagName("text");

    assertThat(texts.getLength()).isGreaterThan(2);
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      String own = text.getAttribute("font-size");
      double size = own.isEmpty() ? 13 : Double.parseDouble(own);
      double wide = text.getTextContent().length() * size * EM;
      double x = Double.parseDouble(text.getAttribute("x"));
      double left =
          switch (text.getAttribute("text-anchor")) {
            case "" -> x;
            case "middle" -> x - wide / 2;
            default -> x - wide;
          };
      String words = text.getTextContent();
      assertThat(size).as(words).isGreaterThanOrEqualTo(12);
      assertThat(left).as(words).isGreaterThanOrEqualTo(-1);
      assertThat(left + wide).as(words).isLessThanOrEqualTo(drawing.width() + 1);
      assertThat(Double.parseDouble(text.getAttribute("y")))
          .as(words)
          .isBetween(8.0, (double) drawing.height());
    }
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
