package io.ringkeeper.balancer.dataplane;

import io.ringkeeper.balancer.http.OwnAnswer;
import io.ringkeeper.balancer.http.RequestHead;
import java.util.concurrent.CompletionStage;

/** The paths of the public port that Ringkeeper answers itself instead of passing them on. */
public interface LocalEndpoints {

  /** Whether this request is for us. Called for every request, on an event loop: must be cheap. */
  boolean owns(RequestHead head);

  /** Answers. Called on an event loop and never blocks; the stage may complete on any thread. */
  CompletionStage<OwnAnswer> answer(LocalRequest request);
}
