package io.ringkeeper.balancer.http;

import java.util.regex.Pattern;

/** The rules of RFC 9110, 9112 and 3986 as they stand there, or as we narrow them. */
final class Grammar {

  private static final String TCHAR = "[!#$%&'*+.^_`|~0-9A-Za-z-]";
  private static final String TEXT = "[\\t\\x20-\\x7e\\x80-\\xff]";
  private static final String OWS = "[ \\t]*";

  // RFC 9110 section 5.6

  static final Pattern TOKEN = Pattern.compile(TCHAR + "+");
  private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\" + TEXT + ")*+\"";

  // RFC 9112 sections 3, 4, 5 and 7

  static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TCHAR + "{1,32}) ([!-~&&[^#]]+) (HTTP/1\\.[01])");
  static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[01]) ([1-5][0-9]{2})(?: (" + TEXT + "*))?");
  static final Pattern FIELD =
      Pattern.compile("(" + TCHAR + "+):" + OWS + "(" + TEXT + "*?)" + OWS);
  static final Pattern CHUNK_LINE =
      Pattern.compile(
          "([0-9a-fA-F]{1,15})(?:%1$s;%1$s%2$s++(?:%1$s=%1$s(?:%2$s++|%3$s))?+)*+"
              .formatted(OWS, TCHAR, QUOTED));

  // RFC 3986 section 3.2

  private static final String DEC_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = DEC_OCTET + "(?:\\." + DEC_OCTET + "){3}";
  private static final String H16 = "[0-9a-fA-F]{1,4}";
  private static final String LS32 = "(?:" + H16 + ":" + H16 + "|" + IPV4 + ")";
  private static final String IPV6 =
      String.join(
          "|",
          times(6) + LS32,
          "::" + times(5) + LS32,
          upTo(0) + "::" + times(4) + LS32,
          upTo(1) + "::" + times(3) + LS32,
          upTo(2) + "::" + times(2) + LS32,
          upTo(3) + "::" + H16 + ":" + LS32,
          upTo(4) + "::" + LS32,
          upTo(5) + "::" + H16,
          upTo(6) + "::");
  private static final String REG_NAME = "(?:[0-9A-Za-z._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+";
  static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[(?:" + IPV6 + ")\\]|" + REG_NAME + ")(?::([0-9]{0,18}))?");
  static final Pattern ABSOLUTE = Pattern.compile("(?i)http://([^/?]*)(.*)");

  private Grammar() {}

  /** {@code times( h16 ":" )}. */
  private static String times(int times) {
    return "(?:" + H16 + ":){" + times + "}";
  }

  /** {@code [ *most( h16 ":" ) h16 ]}. */
  private static String upTo(int most) {
    return "(?:(?:" + H16 + ":){0," + most + "}" + H16 + ")?";
  }
}
