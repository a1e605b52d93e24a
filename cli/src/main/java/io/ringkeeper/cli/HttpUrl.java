package io.ringkeeper.cli;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a URL as people type it: {@code localhost:5000} will do. */
final class HttpUrl implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    String whole = text.contains("://") ? text : "http://" + text;
    if (whole.startsWith("https:")) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no address without TLS, which is not spoken here; write http://host:port");
    }
    try {
      URI url = URI.create(whole);
      if ("http".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // said below, as for a URL of another kind
    }
    throw new TypeConversionException(
        "'" + text + "' is no address of a server; write http://host:port");
  }
}
