package io.ringkeeper.cli;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a balancer's port: of a server, and of nothing on it. */
final class ServerUrl implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    URI url = new HttpUrl().convert(text);
    boolean isServer = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
    if (isServer && url.getRawQuery() == null && url.getRawFragment() == null) {
      return url;
    }
    throw new TypeConversionException(
        "'%s' names a page; a balancer is wanted, as http://host:port".formatted(text));
  }
}
