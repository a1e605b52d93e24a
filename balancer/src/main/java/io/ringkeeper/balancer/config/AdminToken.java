package io.ringkeeper.balancer.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret that an operator shows to change the fleet, or {@link #NONE} where nobody has to show
 * any. Never printed.
 *
 * @param value at least 8 printable ASCII characters without spaces; empty for none
 */
public record AdminToken(String value) {

  /** No token is configured: everybody is let in. */
  public static final AdminToken NONE = new AdminToken("");

  private static final Pattern FORM = Pattern.compile("[!-~]{8,1024}");

  public AdminToken {
    if (!value.isEmpty() && !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the token is not 8 to 1024 printable ASCII characters without spaces");
    }
  }

  /** The token in {@code text}, which must hold one. */
  static AdminToken parse(String text) {
    String token = text.strip();
    if (token.isEmpty()) {
      throw new IllegalArgumentException("the token is empty");
    }
    return new AdminToken(token);
  }

  /** The token in the file; no file name, no token. */
  static AdminToken read(String file) {
    return file.isEmpty() ? NONE : parse(content(file));
  }

  /** The text of a small file. */
  static String content(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      throw new IllegalArgumentException("there is no file '%s'".formatted(file));
    } catch (IOException _) {
      throw new IllegalArgumentException("the file '%s' cannot be read".formatted(file));
    }
  }

  /** Whether there is a token at all. */
  public boolean isSet() {
    return !value.isEmpty();
  }

  /** Whether somebody who shows {@code shown} is let in. Takes the same time for every guess. */
  public boolean allows(@Nullable String shown) {
    return !isSet()
        || (shown != null
            && MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return isSet() ? "AdminToken[set]" : "AdminToken[none]";
  }
}
