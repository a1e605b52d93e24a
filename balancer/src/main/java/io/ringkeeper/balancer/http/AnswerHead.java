package io.ringkeeper.balancer.http;

import org.jspecify.annotations.Nullable;

/** The head of an answer (RFC 9112 section 4). */
public final class AnswerHead extends Head {

  private static final int STATUS_FROM = 9;

  private int status;
  private int reasonFrom;
  private int reasonTo;

  public AnswerHead(int limit, HeadSpace space) {
    super(limit, space);
  }

  /** The status code, 100 to 599. */
  public int status() {
    return status;
  }

  /** Whether this is an interim answer that another one follows. */
  public boolean isInterim() {
    return status < 200;
  }

  /** Whether the sender speaks another protocol from here on (RFC 9110 section 15.2.2). */
  public boolean isSwitch() {
    return status == 101 && namesProtocol();
  }

  /** Whether the answer has no body, whatever its fields say (RFC 9112 section 6.3). */
  public boolean isBodiless(Method method) {
    return method == Method.HEAD || hasNoContent() || status == 304;
  }

  /** Whether there is no content that a field could speak of; a 304 speaks of another's. */
  boolean hasNoContent() {
    return isInterim() || status == 204;
  }

  int reasonFrom() {
    return reasonFrom;
  }

  int reasonTo() {
    return reasonTo;
  }

  @Override
  @Nullable Rejection firstLine(int from, int to) {
    if (to - from < STATUS_FROM + 3 || bytes[from + 8] != ' ') {
      return Rejection.BAD_STATUS_LINE;
    }
    int minor = Version.minor(bytes, from, from + 8);
    long code = Bytes.decimal(bytes, from + STATUS_FROM, from + STATUS_FROM + 3);
    int reason = from + STATUS_FROM + 3;
    boolean spaced = reason == to || bytes[reason] == ' ';
    if (minor < 0 || code < 100 || code > 599 || !spaced || !Bytes.areValue(bytes, reason, to)) {
      return Rejection.BAD_STATUS_LINE;
    }
    minorVersion = minor;
    status = (int) code;
    reasonFrom = Math.min(reason + 1, to);
    reasonTo = to;
    return null;
  }

  @Override
  @Nullable Rejection field(Field field, int valueFrom, int valueTo) {
    return null;
  }

  @Override
  @Nullable Rejection whole() {
    boolean announced = isChunked() || contentLength() > 0;
    return hasNoContent() && announced ? Rejection.BODY_OF_BODILESS : null;
  }

  @Override
  Rejection malformedFirstLine() {
    return Rejection.BAD_STATUS_LINE;
  }

  @Override
  Rejection endlessFirstLine(int from, int to) {
    return Rejection.BAD_STATUS_LINE;
  }

  @Override
  boolean mayFollowEmptyLine() {
    return false; // RFC 9112 section 2.2 forgives it to clients; here it may end something else
  }
}
