package io.ringkeeper.analysis.report;

import io.ringkeeper.analysis.chart.Chart;
import io.ringkeeper.analysis.chart.Raster;
import io.ringkeeper.analysis.system.AnalysisException;
import io.ringkeeper.analysis.system.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder that an analysis writes. */
public final class ReportFolder {

  private static final String CHARTS = "charts";

  private final Path folder;

  private ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder, made if there is none.
   *
   * @throws AnalysisException if nothing can be written there
   */
  public static ReportFolder at(Path folder) {
    try {
      Files.createDirectories(folder.resolve(CHARTS));
      Path probe = Files.createTempFile(folder, ".probe", null);
      Files.delete(probe);
      return new ReportFolder(folder);
    } catch (IOException e) {
      throw new AnalysisException("'%s' cannot be written: %s".formatted(folder, Reason.of(e)), e);
    }
  }

  /** Where the log of the balancers goes. */
  public Path log() {
    return folder.resolve("balancers.log");
  }

  /** The page. */
  public Path page() {
    return folder.resolve("report.html");
  }

  /**
   * Writes all that there is; gives a sentence if charts could not be drawn as pictures of dots.
   *
   * @throws AnalysisException if a file cannot be written
   */
  public Optional<String> write(Results results) {
    Figures figures = Figures.of(results);
    try {
      Files.writeString(folder.resolve("results.json"), Json.of(results));
      for (Map.Entry<String, String> file : Csv.of(results).entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(page(), Page.of(results, figures));
      for (Chart chart : figures.charts()) {
        Files.writeString(chart(chart, ".svg"), chart.file());
      }
      return pictures(figures);
    } catch (IOException e) {
      throw new AnalysisException("'%s' cannot be written: %s".formatted(folder, Reason.of(e)), e);
    }
  }

  private Optional<String> pictures(Figures figures) throws IOException {
    for (Chart chart : figures.charts()) {
      byte[] png;
      try {
        png = Raster.png(chart);
      } catch (IOException e) {
        return Optional.of("no PNG files: " + e.getMessage() + "; the SVG files are complete");
      }
      Files.write(chart(chart, ".png"), png);
    }
    return Optional.empty();
  }

  private Path chart(Chart chart, String suffix) {
    return folder.resolve(CHARTS).resolve(chart.name() + suffix);
  }
}
