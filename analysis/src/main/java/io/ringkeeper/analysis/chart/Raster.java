package io.ringkeeper.analysis.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Charts as pictures made of dots, for whoever cannot show SVG. */
public final class Raster {

  private static final int DOTS = 2;

  private Raster() {}

  /**
   * A PNG with two dots for each of the drawing's units.
   *
   * @throws IOException with a clause that says why this machine cannot make one
   */
  public static byte[] png(Chart chart) throws IOException {
    try {
      return draw(chart.file("sans-serif")); // of several fonts it takes the first or none
    } catch (RuntimeException | LinkageError | InternalError e) {
      // A Java without a desktop or a machine without fonts says so in many ways.
      throw new IOException("this Java cannot draw pictures (" + e + ")", e);
    }
  }

  private static byte[] draw(String file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IOException("the drawing cannot be read back");
    }
    FloatSize size = document.size();
    BufferedImage image =
        new BufferedImage(
            Math.round(size.width * DOTS),
            Math.round(size.height * DOTS),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(DOTS, DOTS);
    document.render((javax.swing.JComponent) null, graphics);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
