package io.ringkeeper.balancer.http;

/**
 * Follows what may stand between the size of a chunk and the end of its line (RFC 9112 section
 * 7.1.1): {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )}. Its meaning is
 * nobody's business here, only whether it has one.
 *
 * <pre>
 *   BEFORE ─ ; ─► NAME_AHEAD ──► NAME ─ = ─► VALUE_AHEAD ──► TOKEN ──────────────┐
 *     ▲             ▲              │              └──── " ──► QUOTED ─ " ─► CLOSED ─┤
 *     └─────────────┴───── ; ──────┴────────────────────────────────────────────┘
 * </pre>
 */
final class ChunkExtension {

  private enum State {
    BEFORE,
    NAME_AHEAD,
    NAME,
    AFTER_NAME,
    VALUE_AHEAD,
    TOKEN,
    QUOTED,
    ESCAPED,
    CLOSED,
    MALFORMED
  }

  private State state = State.BEFORE;

  /** Begins anew, behind the size of a chunk. */
  void reset() {
    state = State.BEFORE;
  }

  /** Whether the line may end here: not within a pair, a string or white space. */
  boolean mayEnd() {
    return state == State.NAME || state == State.TOKEN || state == State.CLOSED;
  }

  /** Takes the next byte of the line, which is not its end; false if there it makes no sense. */
  boolean accept(byte b) {
    state = next(b);
    return state != State.MALFORMED;
  }

  private State next(byte b) {
    boolean space = Bytes.isSpace(b);
    boolean token = Bytes.isToken(b);
    return switch (state) {
      case BEFORE -> space ? State.BEFORE : separator(b);
      case NAME_AHEAD -> space ? State.NAME_AHEAD : token ? State.NAME : State.MALFORMED;
      case NAME -> token ? State.NAME : afterName(b, space);
      case AFTER_NAME -> afterName(b, space);
      case VALUE_AHEAD -> space ? State.VALUE_AHEAD : value(b, token);
      case TOKEN -> token ? State.TOKEN : space ? State.BEFORE : separator(b);
      case QUOTED -> quoted(b);
      case ESCAPED -> Bytes.isText(b) ? State.QUOTED : State.MALFORMED;
      case CLOSED -> space ? State.BEFORE : separator(b);
      case MALFORMED -> State.MALFORMED;
    };
  }

  private static State separator(byte b) {
    return b == ';' ? State.NAME_AHEAD : State.MALFORMED;
  }

  private static State afterName(byte b, boolean space) {
    return space ? State.AFTER_NAME : b == '=' ? State.VALUE_AHEAD : separator(b);
  }

  private static State value(byte b, boolean token) {
    return b == '"' ? State.QUOTED : token ? State.TOKEN : State.MALFORMED;
  }

  private static State quoted(byte b) {
    return switch (b) {
      case '"' -> State.CLOSED;
      case '\\' -> State.ESCAPED;
      default -> Bytes.isText(b) ? State.QUOTED : State.MALFORMED;
    };
  }
}
