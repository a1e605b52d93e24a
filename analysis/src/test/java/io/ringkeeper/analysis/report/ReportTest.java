package io.ringkeeper.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringkeeper.analysis.system.AnalysisException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  @Test
  void holdsEverythingInOneFile() throws Exception {
    Results results = SomeResults.complete();
    ReportFolder.at(folder).write(results);

    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page)
        .contains("What to use, and why", "prefers-color-scheme: dark", "id=\"a4-rings\"")
        .doesNotContain("incomplete", "<script", "<link", "src=", "@import", "@SERVER");
    assertThat(json().path("complete").asBoolean()).isTrue();
    assertThat(json().path("a4")).hasSize(8);
    assertThat(Files.readString(folder.resolve("requests-per-server.csv")).lines())
        .hasSize(1 + 3 + 20 + 2 * 8 * 20);
    for (var chart : Figures.of(results).charts()) {
      assertThat(folder.resolve("charts/" + chart.name() + ".svg")).isNotEmptyFile();
    }
  }

  @Test
  void whatCameFromOutsideIsEscaped() {
    Results results = SomeResults.complete();

    assertThat(Page.of(results, Figures.of(results)))
        .contains("POST /add &lt;&quot;n&quot;&gt;")
        .contains("<details open>"); // for one of them was wrong
  }

  @Test
  void saysThatItIsIncomplete() throws Exception {
    Results results = SomeResults.begun();
    results.shares(SomeResults.sample(3));
    results.trouble("A-2: the balancer is gone.");
    results.breakOff(Duration.ofSeconds(5));
    ReportFolder.at(folder).write(results);

    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("This report is incomplete", "A-2: the balancer is gone.", "id=\"a1\"")
        .doesNotContain("id=\"a2\"", "id=\"a4\"");
    assertThat(json().path("complete").asBoolean(true)).isFalse();
    assertThat(json().path("troubles")).hasSize(1);
    assertThat(json().path("a1").path("answered").asInt()).isEqualTo(10_000);
  }

  @Test
  void nothingAtAllIsAReportToo() {
    Results results = SomeResults.begun();

    assertThat(Page.of(results, Figures.of(results))).contains("This report is incomplete");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> ReportFolder.at(file))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("cannot be written");
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("results.json")));
  }
}
