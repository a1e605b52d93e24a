package io.ringkeeper.analysis.system;

/** Why an experiment cannot go on, as a sentence for whoever asked for it. */
public final class AnalysisException extends RuntimeException {

  public AnalysisException(String sentence) {
    super(sentence);
  }

  public AnalysisException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
