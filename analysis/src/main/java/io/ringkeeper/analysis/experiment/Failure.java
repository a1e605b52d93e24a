package io.ringkeeper.analysis.experiment;

/** How a replica fails. */
public enum Failure {
  KILL("killed", "SIGKILL: the process is gone, its connections are reset"),
  FREEZE("frozen", "SIGSTOP: connections stay open, and nothing is answered"),
  SICK("sick", "GET /heartbeat answers 500, requests are answered as ever");

  private final String label;
  private final String detail;

  Failure(String label, String detail) {
    this.label = label;
    this.detail = detail;
  }

  /** What a replica is then, in one word. */
  public String label() {
    return label;
  }

  public String detail() {
    return detail;
  }
}
