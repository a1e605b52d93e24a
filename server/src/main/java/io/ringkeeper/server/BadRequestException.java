package io.ringkeeper.server;

/** A request that could be understood in more than one way, or in none. */
final class BadRequestException extends Exception {

  private final String status;
  private final String sentence;

  BadRequestException(String sentence) {
    this("400 Bad Request", sentence);
  }

  /** {@code status} is the code and its phrase, as in a status line. */
  BadRequestException(String status, String sentence) {
    super(sentence, null, false, false); // no stack trace: it is the client's fault, not ours
    this.status = status;
    this.sentence = sentence;
  }

  String status() {
    return status;
  }

  String sentence() {
    return sentence;
  }
}
