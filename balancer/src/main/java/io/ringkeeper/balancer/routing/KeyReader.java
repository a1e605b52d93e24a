package io.ringkeeper.balancer.routing;

import io.ringkeeper.balancer.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Takes the routing key out of a request: the first header of a list that is there and not empty,
 * read as it arrived. Immutable.
 */
public final class KeyReader {

  private final byte[][] headers;

  /** Looks at these headers, in this order. */
  public KeyReader(List<String> headerNames) {
    headers =
        headerNames.stream()
            .map(name -> name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
  }

  /** The number of the request's key, or {@code fallback} if it has none. */
  public long read(RequestHead head, long fallback) {
    for (byte[] header : headers) {
      int index = head.find(header);
      if (index >= 0 && head.valueFrom(index) < head.valueTo(index)) {
        return RoutingKey.of(head.bytes(), head.valueFrom(index), head.valueTo(index));
      }
    }
    return fallback;
  }
}
