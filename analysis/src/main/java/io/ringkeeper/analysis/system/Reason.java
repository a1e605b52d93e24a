package io.ringkeeper.analysis.system;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why something could not be done with a file, for people. */
public final class Reason {

  private Reason() {}

  /** Such as {@code there is no 'a/b'}; what Java's files say is often a path and no more. */
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          "you may not do that with '%s'".formatted(denied.getFile());
      case NoSuchFileException missing -> "there is no '%s'".formatted(missing.getFile());
      case FileAlreadyExistsException there ->
          "'%s' is there already, and no folder".formatted(there.getFile());
      case NotDirectoryException file -> "'%s' is no folder".formatted(file.getFile());
      case FileSystemException other when other.getReason() != null ->
          "'%s': %s".formatted(other.getFile(), lower(other.getReason()));
      default -> e.getMessage() == null ? "there was an error" : e.getMessage();
    };
  }

  /** The system's words, such as {@code No space left on device}. */
  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
