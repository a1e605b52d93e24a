package io.ringkeeper.balancer.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the heads that Ringkeeper sends on, in one array that is used again and again. Fields that
 * stay are copied as they came, a run of neighbours at a time; those meant for one connection only,
 * those that we set ourselves and claims of clients that are not trusted are left out. Confined to
 * one event loop.
 */
public final class HeadWriter extends HeadBuffer {

  private static final byte[] CRLF = Bytes.ascii("\r\n");
  private static final byte[] HTTP_11 = Bytes.ascii("HTTP/1.1 ");
  private static final byte[] REQUEST_VERSION = Bytes.ascii(" HTTP/1.1\r\n");
  private static final byte[] HOST = Bytes.ascii("Host:");
  private static final byte[] FORWARDED_FOR = Bytes.ascii("X-Forwarded-For: ");
  private static final byte[] FORWARDED_HOST = Bytes.ascii("X-Forwarded-Host: ");
  private static final byte[] FORWARDED = Bytes.ascii("Forwarded: ");
  private static final byte[] HOST_PARAMETER = Bytes.ascii(";host=");
  private static final byte[] COMMA = Bytes.ascii(", ");
  private static final byte[] QUOTE = Bytes.ascii("\"");
  private static final byte[] NOTHING = {};
  private static final byte[] REQUEST_ID = Bytes.ascii("X-Request-ID: ");
  private static final byte[] CHUNKED = Bytes.ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = Bytes.ascii("Connection: close\r\n");
  private static final byte[] UPGRADE = Bytes.ascii("Connection: Upgrade\r\n");
  private static final byte[] KEEP_ALIVE = Bytes.ascii("Connection: keep-alive\r\n");

  private static final int UPGRADE_REQUIRED = 426;
  private static final long CLAIMS = claims();

  /** The kinds of fields that the head at hand has, and those that are kept: a bit for each. */
  private long seen;

  private long kept;

  /**
   * The head that a replica gets.
   *
   * @param by whom it is from
   * @param madeId the request id to add where none is kept
   */
  public void request(RequestHead head, Forwarding by, long madeId) {
    clear();
    put(head.bytes, head.methodFrom(), head.methodTo());
    put((byte) ' ');
    int path = head.pathFrom();
    boolean bare = path == head.pathTo() || head.bytes[path] == '?';
    if (bare) {
      put((byte) (head.method() == Method.OPTIONS && path == head.pathTo() ? '*' : '/'));
    }
    put(head.bytes, path, head.pathTo());
    put(REQUEST_VERSION);
    boolean upgrade = head.isUpgrade();
    Field ignored = head.minorVersion() == 0 ? Field.EXPECT : null; // RFC 9110 section 10.1.1
    keepFields(head, by, upgrade, ignored);
    if (upgrade) {
      put(UPGRADE);
    }
    host(head);
    forwarded(head, by);
    if (!isIn(kept, Field.X_REQUEST_ID)) {
      put(REQUEST_ID);
      put(madeId);
      put(CRLF);
    }
    if (head.isChunked()) {
      put(CHUNKED);
    }
    put(CRLF);
  }

  /**
   * What HTTP/1.0 may omit, HTTP/1.1 takes from the target or sends empty (RFC 9112 section 3.2).
   */
  private void host(RequestHead head) {
    int from = head.authorityFrom();
    int to = head.authorityTo();
    if (!head.hasHost()) {
      put(HOST);
      if (from < to) {
        put((byte) ' ');
      }
      put(head.bytes, from, to);
      put(CRLF);
    }
  }

  /** Says on whose behalf, and how the request came here. */
  private void forwarded(RequestHead head, Forwarding by) {
    if (by.trusted && (seen & CLAIMS) != 0) {
      extendClaims(head, by);
    } else {
      if (by.xForwarded) {
        forwardedHost(head);
      }
      int at = length() + by.blockVersion;
      put(by.block);
      version(by.blockVersion < 0 ? -1 : at, head);
    }
    if (by.rfc7239) {
      hostParameter(head);
      put(CRLF);
    }
  }

  /** What a trusted client says is kept, and what we can say is added to it. */
  private void extendClaims(RequestHead head, Forwarding by) {
    if (by.xForwarded) {
      put(FORWARDED_FOR);
      list(head, Field.X_FORWARDED_FOR);
      put(by.address);
      put(CRLF);
      if (!isIn(kept, Field.X_FORWARDED_HOST)) {
        forwardedHost(head);
      }
      if (!isIn(kept, Field.X_FORWARDED_PROTO)) {
        put(by.protoLine);
      }
      if (!isIn(kept, Field.X_FORWARDED_PORT)) {
        put(by.portLine);
      }
    }
    int at = length() + by.viaVersion;
    put(by.via);
    version(by.viaVersion < 0 ? -1 : at, head);
    if (by.rfc7239) {
      put(FORWARDED);
      list(head, Field.FORWARDED);
      put(by.element);
    }
  }

  /** All values of a field as the beginning of one list (RFC 9110 section 5.3). */
  private void list(RequestHead head, Field field) {
    for (int i = 0; i < head.fieldCount(); i++) {
      if (head.fieldAt(i) == field && head.valueFrom(i) < head.valueTo(i)) {
        put(head.bytes, head.valueFrom(i), head.valueTo(i));
        put(COMMA);
      }
    }
  }

  private void forwardedHost(RequestHead head) {
    if (head.hasHost() || head.authorityFrom() < head.authorityTo()) {
      put(FORWARDED_HOST);
      put(head.bytes, head.authorityFrom(), head.authorityTo());
      put(CRLF);
    }
  }

  /** In quotes if it is no token; an authority has no sign that would need more than those. */
  private void hostParameter(RequestHead head) {
    int from = head.authorityFrom();
    int to = head.authorityTo();
    if (from < to) {
      boolean token = Bytes.areToken(head.bytes, from, to);
      put(HOST_PARAMETER);
      put(token ? NOTHING : QUOTE);
      put(head.bytes, from, to);
      put(token ? NOTHING : QUOTE);
    }
  }

  /** Via names the version in which the message came. */
  private void version(int at, RequestHead head) {
    if (at >= 0 && head.minorVersion() == 0) {
      set(at, (byte) '0');
    }
  }

  /**
   * The head that a client gets.
   *
   * @param chunked whether the body follows in chunks
   * @param close whether the connection ends with this answer
   * @param toHttp10 whether the client speaks HTTP/1.0, which has to be told of a kept connection
   */
  public void answer(AnswerHead head, boolean chunked, boolean close, boolean toHttp10) {
    clear();
    put(HTTP_11);
    put(head.status());
    put((byte) ' '); // also where no reason follows
    put(head.bytes, head.reasonFrom(), head.reasonTo());
    put(CRLF);
    boolean upgrade = head.isSwitch() || head.status() == UPGRADE_REQUIRED;
    Field senseless = head.hasNoContent() ? Field.CONTENT_LENGTH : null;
    keepFields(head, null, upgrade, senseless);
    if (upgrade) {
      put(UPGRADE);
    }
    if (chunked) {
      put(CHUNKED);
    }
    if (close) {
      put(CLOSE);
    } else if (toHttp10) {
      put(KEEP_ALIVE);
    }
    put(CRLF);
  }

  /** Adds a line, with its end, to the head that was written last. */
  public void addLine(byte[] line) {
    shorten(CRLF.length);
    put(line);
    put(CRLF);
  }

  /** Copies the fields that stay, without a certain one; {@code by} is null for an answer. */
  private void keepFields(
      Head head, @Nullable Forwarding by, boolean upgrade, @Nullable Field dropped) {
    seen = 0;
    kept = 0;
    int count = head.fieldCount();
    int runFrom = -1;
    int runTo = -1;
    for (int i = 0; i < count; i++) {
      Field field = head.fieldAt(i);
      boolean stays =
          field == Field.OTHER
              ? !head.isNominated(i)
              : field != dropped && stays(head, i, field, by, upgrade);
      seen |= bit(field);
      if (!stays) {
        put(head.bytes, runFrom, runTo);
        runFrom = -1;
        runTo = -1;
      } else {
        kept |= bit(field);
        runFrom = runFrom < 0 ? head.lineFrom(i) : runFrom;
        runTo = head.lineTo(i);
      }
    }
    put(head.bytes, runFrom, runTo);
  }

  /**
   * Whether a field that means something stays. That Connection names it is no matter: what all
   * hops need is not one sender's to take away.
   */
  private boolean stays(
      Head head, int index, Field field, @Nullable Forwarding by, boolean upgrade) {
    return switch (field.kind) {
      case HOP_BY_HOP -> upgrade && field == Field.UPGRADE;
      case PLAIN -> by == null || field != Field.X_REQUEST_ID || isTheId(head, index, by);
      case CLAIM -> by == null || (by.passes(field) && head.valueFrom(index) < head.valueTo(index));
      case NEVER -> by == null;
    };
  }

  /** Of several ids the first is the one that the key is read from; an empty one is none. */
  private boolean isTheId(Head head, int index, Forwarding by) {
    boolean first = !isIn(seen, Field.X_REQUEST_ID);
    return by.keepsId() && first && head.valueFrom(index) < head.valueTo(index);
  }

  private static long claims() {
    return Arrays.stream(Field.values())
        .filter(field -> field.kind == Field.Kind.CLAIM)
        .mapToLong(HeadWriter::bit)
        .sum();
  }

  private static long bit(Field field) {
    return 1L << field.ordinal();
  }

  private static boolean isIn(long fields, Field field) {
    return (fields & bit(field)) != 0;
  }
}
