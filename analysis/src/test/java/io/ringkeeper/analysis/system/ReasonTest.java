package io.ringkeeper.analysis.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java's files say is a path, or the name of a class. */
class ReasonTest {

  @TempDir private Path folder;

  @Test
  void isASentence() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(reason(() -> Files.readString(missing))).isEqualTo("there is no '" + missing + "'");
    assertThat(reason(() -> Files.createDirectories(file)))
        .isEqualTo("'" + file + "' is there already, and no folder");
    assertThat(reason(() -> Files.createDirectories(file.resolve("x"))))
        .isEqualTo("'" + file.resolve("x") + "': not a directory");
    assertThat(Reason.of(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo("'a': no space left on device");
    assertThat(Reason.of(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
  }

  private static String reason(ThrowingCallable what) {
    return Reason.of(catchThrowableOfType(IOException.class, what));
  }
}
