package io.ringkeeper.balancer.http;

/**
 * What replicas are told of one client, and what of its own word they get. Made once for a
 * connection, so that a request only copies bytes. Immutable.
 */
public final class Forwarding {

  /**
   * What is told to replicas about any client.
   *
   * @param xForwarded whether X-Forwarded-For, -Host, -Port and -Proto
   * @param rfc7239 whether Forwarded
   * @param via whether Via (RFC 9110 section 7.6.3)
   * @param anyId whether a request id is kept whoever sent it
   */
  public record Rules(boolean xForwarded, boolean rfc7239, boolean via, boolean anyId) {}

  private static final String VIA = "Via: 1.1 ringkeeper\r\n";
  private static final int VIA_MINOR_VERSION = VIA.indexOf(".1 ") + 1;
  private static final String PROTO_LINE = "X-Forwarded-Proto: http\r\n";

  final boolean xForwarded;
  final boolean rfc7239;

  /** Whether the client is believed what it says of the way to us. */
  final boolean trusted;

  private final boolean keepsId;

  /** Of the client, its 4 or 16 bytes. */
  final byte[] client;

  /** The same as text, for X-Forwarded-For. */
  final byte[] address;

  final byte[] protoLine = Bytes.ascii(PROTO_LINE);
  final byte[] portLine;

  /** The line or nothing, and where in it the minor version stands that the client speaks. */
  final byte[] via;

  /** The client's element of Forwarded but for the host, which each request has its own of. */
  final byte[] element;

  /**
   * All that goes with a request of which nothing is kept: the lines of X-Forwarded-For, -Proto and
   * -Port, of Via, and the beginning of that of Forwarded.
   */
  final byte[] block;

  /** Where in the block the minor version stands, or -1. */
  final int blockVersion;

  final int viaVersion;

  /** What is told of this client. */
  public Forwarding(Rules rules, Origin origin, boolean trusted) {
    this.xForwarded = rules.xForwarded();
    this.rfc7239 = rules.rfc7239();
    this.trusted = trusted;
    this.keepsId = trusted || rules.anyId();
    this.client = origin.client().bytes();
    String client = origin.client().toString();
    String node = origin.client().isV6() ? "\"[" + client + "]\"" : client;
    String port = "X-Forwarded-Port: " + origin.reachedPort() + "\r\n";
    String element = "for=" + node + ";proto=http";
    String lines = xForwarded ? "X-Forwarded-For: " + client + "\r\n" + PROTO_LINE + port : "";
    this.address = Bytes.ascii(client);
    this.portLine = Bytes.ascii(port);
    this.via = Bytes.ascii(rules.via() ? VIA : "");
    this.viaVersion = rules.via() ? VIA_MINOR_VERSION : -1;
    this.element = Bytes.ascii(element);
    this.block =
        Bytes.ascii(lines + (rules.via() ? VIA : "") + (rfc7239 ? "Forwarded: " + element : ""));
    this.blockVersion = rules.via() ? lines.length() + VIA_MINOR_VERSION : -1;
  }

  /** Whether a request id of the client's own goes on. */
  public boolean keepsId() {
    return keepsId;
  }

  /** The client's address, as text. Is not to be written to. */
  public byte[] address() {
    return address;
  }

  /** Whether a claim of this kind passes as it came, rather than being left out or added to. */
  boolean passes(Field claim) {
    boolean extended =
        (xForwarded && claim == Field.X_FORWARDED_FOR) || (rfc7239 && claim == Field.FORWARDED);
    return trusted && !extended;
  }
}
