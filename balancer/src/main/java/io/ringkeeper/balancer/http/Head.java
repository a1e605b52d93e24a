package io.ringkeeper.balancer.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 message as offsets into one array: no object is made for a header. The
 * owner appends bytes as they arrive and calls {@link #parse} until it no longer says {@link
 * Progress#INCOMPLETE}. Parsing goes line by line and never looks at a byte of a line before its LF
 * is there, so it may be interrupted anywhere and each byte is searched once.
 *
 * <p>Layout: {@code bytes[0..end)} is the head with its empty line; what {@link #append} brought
 * beyond {@code end} belongs to the body. For each field, {@value #STRIDE} numbers: start and end
 * of the name, start and end of the value, end of the line, and which {@link Field} it is.
 *
 * <p>Confined to one event loop and used again for the next message after {@link #reset}.
 */
public abstract class Head {

  /** Where parsing stands. */
  public enum Progress {
    INCOMPLETE,
    COMPLETE,
    /** {@link Head#rejection} says why. */
    REFUSED
  }

  private static final int STRIDE = 6;
  private static final int MAX_FIELDS = 128;
  private static final int INITIAL_BYTES = 1024;

  /** What a head may take without asking for {@link HeadSpace}, and keeps for the next one. */
  private static final int SHORT_BYTES = 4 * INITIAL_BYTES;

  private static final byte[] CHUNKED = Bytes.ascii("chunked");
  private static final byte[] CLOSE = Bytes.ascii("close");
  private static final byte[] KEEP_ALIVE = Bytes.ascii("keep-alive");
  private static final Field[] FIELDS = Field.values();

  private final int limit;
  private final HeadSpace space;
  private int length;
  private int position;
  private int searched;
  private int end;
  private boolean firstLineSeen;
  private int[] fields = new int[16 * STRIDE];
  private int fieldCount;
  private boolean close;
  private boolean keepAlive;
  private boolean chunked;
  private boolean nominates;
  private @Nullable Rejection rejection;

  byte[] bytes = new byte[INITIAL_BYTES];
  int minorVersion;
  long contentLength;

  /** A head of at most {@code limit} bytes; what is long takes {@code space}. */
  Head(int limit, HeadSpace space) {
    this.limit = limit;
    this.space = space;
    reset();
  }

  /** Forgets everything, also bytes beyond the end of the head. */
  public void reset() {
    if (bytes.length > SHORT_BYTES) {
      space.giveBack(bytes.length - SHORT_BYTES);
      bytes = new byte[INITIAL_BYTES];
    }
    length = 0;
    position = 0;
    searched = 0;
    end = 0;
    firstLineSeen = false;
    fieldCount = 0;
    close = false;
    keepAlive = false;
    chunked = false;
    nominates = false;
    rejection = null;
    minorVersion = 1;
    contentLength = -1;
  }

  /** Where it is long, keeps little but these fields, so that it takes no space; whether it was. */
  boolean shorten(byte[]... names) {
    boolean isLong = bytes.length > SHORT_BYTES;
    if (isLong) {
      byte[] less = new byte[SHORT_BYTES];
      fieldCount = ShortFields.keep(bytes, less, fields, fieldCount, STRIDE, names);
      space.giveBack(bytes.length - SHORT_BYTES);
      bytes = less;
    }
    return isLong;
  }

  /**
   * How many more bytes this head would take: the free room, made larger up to the limit. If there
   * is no space for that, the head is refused.
   */
  public int room(int wanted) {
    int needed = Math.min(limit, length + wanted);
    if (needed > bytes.length) {
      grow(Math.min(limit, Math.max(needed, 2 * bytes.length)));
    }
    return Math.min(wanted, bytes.length - length);
  }

  private void grow(int size) {
    int more = size - Math.max(bytes.length, SHORT_BYTES);
    if (more <= 0 || space.take(more)) {
      bytes = Arrays.copyOf(bytes, size);
    } else {
      rejection = Rejection.NO_SPACE;
    }
  }

  /** The array to write new bytes into, from {@link #length} on. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes have been appended. */
  public int length() {
    return length;
  }

  /** Tells that {@code count} bytes have been written into the array. */
  public void append(int count) {
    length += count;
  }

  /** Where the body begins; known once complete. */
  public int end() {
    return end;
  }

  /** Whether no byte of a message has come yet. */
  public boolean isEmpty() {
    return length == position && !firstLineSeen;
  }

  /** Why this head was refused. */
  public Rejection rejection() {
    if (rejection == null) {
      throw new IllegalStateException("the head was not refused");
    }
    return rejection;
  }

  /** The announced length of the body in bytes, or -1. */
  public long contentLength() {
    return contentLength;
  }

  /** Whether the body is chunked. */
  public boolean isChunked() {
    return chunked;
  }

  /** Whether the sender keeps the connection after this message (RFC 9112 section 9.3). */
  public boolean isPersistent() {
    return !close && (minorVersion == 1 || keepAlive);
  }

  /** 1 for HTTP/1.1, 0 for HTTP/1.0. */
  public int minorVersion() {
    return minorVersion;
  }

  /** Reads on from where the last call stopped. */
  public Progress parse() {
    while (rejection == null) {
      int lineFeed = Bytes.indexOf((byte) '\n', bytes, searched, length);
      if (lineFeed < 0) {
        searched = length;
        return length < limit ? Progress.INCOMPLETE : refuse(tooLarge());
      }
      searched = lineFeed + 1;
      if (lineFeed == position || bytes[lineFeed - 1] != '\r') {
        return refuse(Rejection.BARE_LINE_FEED);
      }
      int lineEnd = lineFeed - 1;
      if (lineEnd == position) {
        if (firstLineSeen) {
          end = searched;
          Rejection flaw = checkWhole();
          return flaw == null ? Progress.COMPLETE : refuse(flaw);
        }
        if (position > 0 || !mayFollowEmptyLine()) {
          return refuse(malformedFirstLine()); // one empty line is forgiven, not two
        }
      } else {
        Rejection flaw = firstLineSeen ? fieldLine(lineEnd) : firstLine(position, lineEnd);
        if (flaw != null) {
          return refuse(flaw);
        }
        firstLineSeen = true;
      }
      position = searched;
    }
    return Progress.REFUSED; // and stays so
  }

  private Progress refuse(Rejection why) {
    rejection = why;
    return Progress.REFUSED;
  }

  /** Reads the first line, {@code bytes[from..to)}; null if it is well. */
  abstract @Nullable Rejection firstLine(int from, int to);

  /** Looks at one field of which the general part is well; null if it is well. */
  abstract @Nullable Rejection field(Field field, int valueFrom, int valueTo);

  /** Looks at the head as a whole; null if it is well. */
  abstract @Nullable Rejection whole();

  abstract Rejection malformedFirstLine();

  /** What is wrong with a first line that fills {@code bytes[from..to)} and does not end there. */
  abstract Rejection endlessFirstLine(int from, int to);

  /** Whether one empty line before the message is forgiven. */
  abstract boolean mayFollowEmptyLine();

  private Rejection tooLarge() {
    return firstLineSeen ? Rejection.HEAD_TOO_LARGE : endlessFirstLine(position, length);
  }

  private @Nullable Rejection checkWhole() {
    if (chunked && contentLength >= 0) {
      return Rejection.LENGTH_AND_ENCODING;
    }
    if (chunked && minorVersion == 0) {
      return Rejection.ENCODING_IN_HTTP_10;
    }
    return whole();
  }

  private @Nullable Rejection fieldLine(int lineEnd) {
    int nameFrom = position;
    if (bytes[nameFrom] == ' ' || bytes[nameFrom] == '\t') {
      return Rejection.FOLDED_LINE;
    }
    int colon = nameFrom;
    while (colon < lineEnd && Bytes.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == nameFrom || colon == lineEnd || bytes[colon] != ':') {
      return Rejection.BAD_FIELD_NAME;
    }
    int from = Bytes.skipSpace(bytes, colon + 1, lineEnd);
    int to = Bytes.dropSpace(bytes, from, lineEnd);
    if (!Bytes.areValue(bytes, from, to)) {
      return Rejection.BAD_FIELD_VALUE;
    }
    if (fieldCount == MAX_FIELDS) {
      return Rejection.TOO_MANY_FIELDS;
    }
    Field field = Field.named(bytes, nameFrom, colon);
    add(nameFrom, colon, from, to, lineEnd + 2, field);
    Rejection flaw = framing(field, nameFrom, colon, from, to);
    return flaw == null ? field(field, from, to) : flaw;
  }

  private void add(int nameFrom, int nameTo, int from, int to, int lineEnd, Field field) {
    int at = fieldCount++ * STRIDE;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, 2 * fields.length);
    }
    fields[at] = nameFrom;
    fields[at + 1] = nameTo;
    fields[at + 2] = from;
    fields[at + 3] = to;
    fields[at + 4] = lineEnd;
    fields[at + 5] = field.ordinal();
  }

  private @Nullable Rejection framing(Field field, int nameFrom, int nameTo, int from, int to) {
    if (field == Field.OTHER) {
      boolean twin = Field.isTwinOfFraming(bytes, nameFrom, nameTo);
      return twin ? Rejection.BAD_FIELD_NAME : null;
    }
    if (field == Field.CONTENT_LENGTH) {
      boolean repeated = contentLength >= 0;
      contentLength = Bytes.decimal(bytes, from, to);
      return repeated || contentLength < 0 ? Rejection.BAD_CONTENT_LENGTH : null;
    }
    if (field == Field.TRANSFER_ENCODING) {
      boolean repeated = chunked;
      chunked = Bytes.equalsIgnoreCase(CHUNKED, bytes, from, to);
      return repeated || !chunked ? Rejection.BAD_TRANSFER_ENCODING : null;
    }
    return field == Field.CONNECTION ? connection(from, to) : null;
  }

  private @Nullable Rejection connection(int from, int to) {
    int at = from;
    while (at < to) {
      int comma = Bytes.indexOf((byte) ',', bytes, at, to);
      int next = comma < 0 ? to : comma;
      int optionFrom = Bytes.skipSpace(bytes, at, next);
      int optionTo = Bytes.dropSpace(bytes, optionFrom, next);
      if (Bytes.equalsIgnoreCase(CLOSE, bytes, optionFrom, optionTo)) {
        close = true;
      } else if (Bytes.equalsIgnoreCase(KEEP_ALIVE, bytes, optionFrom, optionTo)) {
        keepAlive = true;
      } else if (optionFrom < optionTo) {
        if (!Bytes.areToken(bytes, optionFrom, optionTo)) {
          return Rejection.BAD_CONNECTION;
        }
        nominates = true;
      }
      at = next + 1;
    }
    return null;
  }

  // ---- the fields, once complete

  int fieldCount() {
    return fieldCount;
  }

  Field fieldAt(int index) {
    return FIELDS[fields[index * STRIDE + 5]];
  }

  int lineFrom(int index) {
    return fields[index * STRIDE];
  }

  int nameTo(int index) {
    return fields[index * STRIDE + 1];
  }

  int lineTo(int index) {
    return fields[index * STRIDE + 4];
  }

  /** Where the value begins, for an index that {@link #find} gave. */
  public int valueFrom(int index) {
    return fields[index * STRIDE + 2];
  }

  /** Where the value ends. */
  public int valueTo(int index) {
    return fields[index * STRIDE + 3];
  }

  /** The index of the first field of that name, which is given in lower case, or -1. */
  public int find(byte[] lowerName) {
    for (int index = 0; index < fieldCount; index++) {
      int at = index * STRIDE;
      if (Bytes.equalsIgnoreCase(lowerName, bytes, fields[at], fields[at + 1])) {
        return index;
      }
    }
    return -1;
  }

  int find(Field wanted) {
    for (int index = 0; index < fieldCount; index++) {
      if (fields[index * STRIDE + 5] == wanted.ordinal()) {
        return index;
      }
    }
    return -1;
  }

  /** Whether an Upgrade field is there and applies to this connection. */
  boolean namesProtocol() {
    int upgrade = nominates ? find(Field.UPGRADE) : -1;
    return upgrade >= 0 && isNominated(upgrade);
  }

  /** Whether a {@code Connection} field names this field as meant for one connection only. */
  boolean isNominated(int index) {
    if (!nominates) {
      return false;
    }
    int nameFrom = fields[index * STRIDE];
    int nameTo = fields[index * STRIDE + 1];
    for (int i = 0; i < fieldCount; i++) {
      if (fieldAt(i) == Field.CONNECTION
          && Bytes.listHolds(bytes, valueFrom(i), valueTo(i), nameFrom, nameTo)) {
        return true;
      }
    }
    return false;
  }
}
