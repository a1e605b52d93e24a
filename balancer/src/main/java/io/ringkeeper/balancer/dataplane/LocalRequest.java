package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * A request that the {@link LocalEndpoints} answer, complete.
 *
 * @param method the method as sent
 * @param path the raw path, without a query
 * @param origin the {@code Origin} header, if there is one
 * @param authorization the {@code Authorization} header, if there is one
 * @param isLastHop whether it may go no further than to us, whatever its path
 * @param body the whole body, at most {@link #MAX_BODY} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record LocalRequest(
    String method,
    String path,
    @Nullable String origin,
    @Nullable String authorization,
    boolean isLastHop,
    byte[] body) {

  /** The longest body that is read. */
  public static final int MAX_BODY = 64 * 1024;

  static LocalRequest of(RequestHead head, byte[] body) {
    return new LocalRequest(
        head.methodName(),
        head.path(),
        head.value("origin"),
        head.value("authorization"),
        head.isLastHop(),
        body);
  }
}
