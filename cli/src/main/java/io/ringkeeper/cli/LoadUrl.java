package io.ringkeeper.cli;

import io.ringkeeper.analysis.load.LoadRequest;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;

/** A URL that may have the place of the key in its path or its query. */
record LoadUrl(URI url) {

  private static final int HTTP_PORT = 80;
  private static final String ESCAPED_KEY = "%7Bkey%7D";

  /** Reads it as people type it. */
  static final class Converter implements ITypeConverter<LoadUrl> {

    @Override
    public LoadUrl convert(String text) {
      return new LoadUrl(new HttpUrl().convert(text.replace(LoadRequest.KEY, ESCAPED_KEY)));
    }
  }

  String host() {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return url.getPort() < 0 ? HTTP_PORT : url.getPort();
  }

  /** With the query; that of the sample server if there is none. */
  String path() {
    String path = url.getRawPath().isEmpty() ? "/home" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return (path + query).replace(ESCAPED_KEY, LoadRequest.KEY);
  }

  @Override
  public String toString() {
    return "http://" + url.getRawAuthority() + path();
  }
}
