package io.ringkeeper.balancer.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The head of a request (RFC 9112 section 3). */
public final class RequestHead extends Head {

  private static final int MAX_METHOD = 32;
  private static final byte[] HTTP = Bytes.ascii("http://");
  private static final byte[] HTTPS = Bytes.ascii("https://");
  private static final byte[] H2C = Bytes.ascii("h2c");
  private static final byte[] CONTINUE = Bytes.ascii("100-continue");

  private int methodFrom;
  private int methodTo;
  private int authorityFrom;
  private int authorityTo;
  private int pathFrom;
  private int pathTo;
  private int queryFrom;
  private int host;
  private Method method = Method.OTHER;
  private boolean expectsContinue;

  public RequestHead(int limit, HeadSpace space) {
    super(limit, space);
  }

  @Override
  public void reset() {
    super.reset();
    authorityFrom = 0;
    authorityTo = 0;
    host = -1;
    method = Method.OTHER;
    expectsContinue = false;
  }

  /**
   * Keeps no more than takes no space: once the request is on its way, only the log needs its head,
   * and has no use for what is long.
   *
   * @param names of the fields that are kept, in lower case
   */
  @Override
  public boolean shorten(byte[]... names) {
    boolean wasLong = super.shorten(names);
    if (wasLong) {
      int most = ShortFields.firstLine(bytes.length);
      pathFrom = Math.min(pathFrom, most);
      queryFrom = Math.min(queryFrom, most);
      pathTo = Math.min(pathTo, most);
      authorityFrom = 0;
      authorityTo = 0;
      host = find(Field.HOST);
    }
    return wasLong;
  }

  public Method method() {
    return method;
  }

  /** The method as it was sent. */
  public String methodName() {
    return text(methodFrom, methodTo);
  }

  /** The path as it was sent, without its query; {@code /} where an absolute target has none. */
  public String path() {
    return queryFrom == pathFrom ? "/" : text(pathFrom, queryFrom);
  }

  /** How many bytes {@link #path} has: cheap, to tell paths apart before making strings. */
  public int pathLength() {
    return queryFrom - pathFrom;
  }

  /** Whether the sender waits for a 100 (Continue), which HTTP/1.0 does not know. */
  public boolean expectsContinue() {
    return expectsContinue && minorVersion == 1;
  }

  /** Whether a body follows. */
  public boolean hasBody() {
    return isChunked() || contentLength() > 0;
  }

  /**
   * Whether the sender proposes another protocol (RFC 9110 section 7.8), and it may be passed on:
   * not of a request with a body, which would have to be over first, and never HTTP/2, in which
   * further requests would pass us by unseen.
   */
  public boolean isUpgrade() {
    return namesProtocol() && minorVersion == 1 && !hasBody() && !proposesHttp2();
  }

  private boolean proposesHttp2() {
    for (int i = 0; i < fieldCount(); i++) {
      if (fieldAt(i) == Field.UPGRADE) {
        for (int at = valueFrom(i); at + H2C.length <= valueTo(i); at++) {
          if (Bytes.equalsIgnoreCase(H2C, bytes, at, at + H2C.length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether nobody after us may have it: a TRACE or OPTIONS that has been passed on enough. */
  public boolean isLastHop() {
    return countsHops() && MaxForwards.isZero(this);
  }

  /** Counts us among those who pass it on, if that is counted. Once, before it is. */
  public void countHop() {
    if (countsHops()) {
      MaxForwards.takeOne(this);
    }
  }

  private boolean countsHops() {
    return method == Method.OPTIONS || method == Method.TRACE;
  }

  /** The value of the first field of that name, which is given in lower case; null if none. */
  public @Nullable String value(String lowerName) {
    int index = find(Bytes.ascii(lowerName));
    return index < 0 ? null : text(valueFrom(index), valueTo(index));
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Where the method begins. */
  public int methodFrom() {
    return methodFrom;
  }

  /** Where it ends. */
  public int methodTo() {
    return methodTo;
  }

  /** Where the path begins. */
  public int pathFrom() {
    return pathFrom;
  }

  /** The end of the path and its query. */
  public int pathTo() {
    return pathTo;
  }

  /** Whether there is a Host field, even an empty one. */
  boolean hasHost() {
    return host >= 0;
  }

  /** Where the authority begins: that of Host, or else of the target. */
  int authorityFrom() {
    return host >= 0 ? valueFrom(host) : authorityFrom;
  }

  /** Where the authority ends; it is empty if there is none. */
  int authorityTo() {
    return host >= 0 ? valueTo(host) : authorityTo;
  }

  @Override
  @Nullable Rejection firstLine(int from, int to) {
    int space = from;
    while (space < to && Bytes.isToken(bytes[space])) {
      space++;
    }
    if (space == from || space == to || bytes[space] != ' ') {
      return Rejection.BAD_REQUEST_LINE;
    }
    if (space - from > MAX_METHOD) {
      return Rejection.METHOD_TOO_LONG;
    }
    methodFrom = from;
    methodTo = space;
    method = Method.named(bytes, from, space);
    int targetFrom = space + 1;
    int targetTo = targetFrom;
    while (targetTo < to && Bytes.isTarget(bytes[targetTo])) {
      targetTo++;
    }
    if (targetTo == targetFrom || targetTo == to || bytes[targetTo] != ' ') {
      return Rejection.BAD_TARGET;
    }
    Rejection flaw = version(targetTo + 1, to);
    return flaw == null ? target(targetFrom, targetTo) : flaw;
  }

  private @Nullable Rejection version(int from, int to) {
    int minor = Version.minor(bytes, from, to);
    if (minor < 0) {
      return minor == Version.UNKNOWN ? Rejection.UNKNOWN_VERSION : Rejection.BAD_REQUEST_LINE;
    }
    minorVersion = minor;
    return null;
  }

  private @Nullable Rejection target(int from, int to) {
    if (method == Method.CONNECT) {
      return Rejection.CONNECT;
    }
    pathTo = to;
    if (bytes[from] == '/') {
      pathFrom = from;
    } else if (bytes[from] == '*' && to == from + 1 && method == Method.OPTIONS) {
      pathFrom = from;
    } else {
      Rejection flaw = absolute(from, to);
      if (flaw != null) {
        return flaw;
      }
    }
    int question = Bytes.indexOf((byte) '?', bytes, pathFrom, pathTo);
    queryFrom = question < 0 ? pathTo : question;
    return null;
  }

  private @Nullable Rejection absolute(int from, int to) {
    if (startsWith(HTTPS, from, to)) {
      return Rejection.NOT_SECURE; // RFC 9110 section 7.4
    }
    if (!startsWith(HTTP, from, to)) {
      return Rejection.BAD_TARGET;
    }
    authorityFrom = from + HTTP.length;
    authorityTo = authorityFrom;
    while (authorityTo < to && bytes[authorityTo] != '/' && bytes[authorityTo] != '?') {
      authorityTo++;
    }
    pathFrom = authorityTo;
    boolean sound = Authority.isSound(bytes, authorityFrom, authorityTo);
    return sound ? null : Rejection.BAD_TARGET;
  }

  private boolean startsWith(byte[] scheme, int from, int to) {
    int end = from + scheme.length;
    return end <= to && Bytes.equalsIgnoreCase(scheme, bytes, from, end);
  }

  @Override
  @Nullable Rejection field(Field field, int valueFrom, int valueTo) {
    if (field == Field.HOST) {
      boolean sound = valueFrom == valueTo || Authority.isSound(bytes, valueFrom, valueTo);
      if (host >= 0 || !sound) {
        return Rejection.BAD_HOST;
      }
      host = fieldCount() - 1;
    } else if (field == Field.SEC_WEBSOCKET_KEY1) {
      return Rejection.OBSOLETE_WEBSOCKET; // eight bytes follow, and some servers know that
    } else if (field == Field.EXPECT) {
      if (!Bytes.equalsIgnoreCase(CONTINUE, bytes, valueFrom, valueTo)) {
        return Rejection.UNKNOWN_EXPECTATION;
      }
      expectsContinue = true;
    }
    return null;
  }

  @Override
  @Nullable Rejection whole() {
    if (minorVersion == 0 && method.hasBodyInHttp10() && contentLength < 0) {
      return Rejection.LENGTH_REQUIRED;
    }
    if (host < 0) {
      return minorVersion == 1 ? Rejection.BAD_HOST : null;
    }
    int authority = authorityTo - authorityFrom;
    boolean agree =
        authority == 0
            || (authority == valueTo(host) - valueFrom(host)
                && Bytes.sameIgnoreCase(bytes, authorityFrom, valueFrom(host), authority));
    return agree ? null : Rejection.BAD_HOST;
  }

  @Override
  Rejection malformedFirstLine() {
    return Rejection.BAD_REQUEST_LINE;
  }

  @Override
  Rejection endlessFirstLine(int from, int to) {
    int space = from;
    while (space < to && Bytes.isToken(bytes[space])) {
      space++;
    }
    boolean method = space > from && space < to && bytes[space] == ' ';
    return method ? Rejection.TARGET_TOO_LONG : Rejection.BAD_REQUEST_LINE;
  }

  @Override
  boolean mayFollowEmptyLine() {
    return true;
  }
}
