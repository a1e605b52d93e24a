package io.ringkeeper.balancer.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON strings. */
public final class Json {

  private Json() {}

  /** The text as a JSON string, in its quotes. */
  public static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
