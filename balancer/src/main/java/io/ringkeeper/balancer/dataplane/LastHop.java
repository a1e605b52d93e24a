package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The local endpoints, and besides them whatever may not go any further: a TRACE or OPTIONS whose
 * {@code Max-Forwards} is 0 (RFC 9110 section 7.6.2).
 */
record LastHop(LocalEndpoints endpoints) implements LocalEndpoints {

  private static final OwnAnswer REACHED =
      OwnAnswer.json(200, "{\"message\":\"Max-Forwards ends here\",\"status\":\"successful\"}");

  /** To send the request back is to show whoever asks what a proxy before us has added to it. */
  private static final OwnAnswer NO_TRACE =
      OwnAnswer.error(501, "Max-Forwards ends here, where TRACE is not answered");

  @Override
  public boolean owns(RequestHead head) {
    return endpoints.owns(head) || head.isLastHop();
  }

  @Override
  public CompletionStage<OwnAnswer> answer(LocalRequest request) {
    if (!request.isLastHop()) {
      return endpoints.answer(request);
    }
    return CompletableFuture.completedStage(request.method().equals("TRACE") ? NO_TRACE : REACHED);
  }
}
