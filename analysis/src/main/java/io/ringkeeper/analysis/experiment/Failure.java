package io.ringkeeper.analysis.experiment;

/** How a replica fails. */
public enum Failure {
  KILL("killed", "Killed with SIGKILL: the process is gone at once, and its connections are reset"),
  FREEZE("frozen", "Frozen with SIGSTOP: its connections stay open, and nothing is answered"),
  SICK("sick", "Sick: it answers its heartbeat with 500, and requests as ever");

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
