package io.ringkeeper.analysis.experiment;

/**
 * One row of the contract, as a request.
 *
 * @param topic that it belongs to
 * @param request what was sent
 * @param expected what the contract says
 * @param seen what came
 */
public record Check(String topic, String request, String expected, String seen, Verdict verdict) {

  /** What came of it. */
  public enum Verdict {
    AS_EXPECTED,
    WRONG,
    NOT_TRIED
  }

  /** A row that needs a balancer with other settings than the one that runs. */
  static Check notTried(String topic, String request, String expected) {
    return new Check(topic, request, expected, "needs a balancer of its own", Verdict.NOT_TRIED);
  }
}
