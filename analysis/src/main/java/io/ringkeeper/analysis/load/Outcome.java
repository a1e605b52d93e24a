package io.ringkeeper.analysis.load;

import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param number of the request, from 0
 * @param key that it carried
 * @param startNanos when it was to be sent, as {@link System#nanoTime} has it
 * @param endNanos when it was answered or given up
 * @param status of the answer; 0 if there was no whole one
 * @param error why there was none
 * @param replica who says to have answered; empty if nobody does
 */
public record Outcome(
    long number,
    String key,
    long startNanos,
    long endNanos,
    int status,
    @Nullable LoadError error,
    String replica) {

  /** Whether this is what one hopes for: an answer, and no error of the client or the server. */
  public boolean isGood() {
    return status != 0 && status < LoadReport.FIRST_BAD_STATUS;
  }
}
