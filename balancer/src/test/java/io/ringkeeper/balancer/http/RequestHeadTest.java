package io.ringkeeper.balancer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class RequestHeadTest {

  private static final int LIMIT = 1024;

  /** Heads with their empty line, each with why it is refused; null if it is well. */
  static final List<Arguments> HEADS =
      List.of(
          well("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
          well("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
          well("GET /a?b=c HTTP/1.1\r\nhOST:a:80\r\nX:  y \t\r\n\r\n"),
          well("GET / HTTP/1.0\r\n\r\n"),
          well("GET http://a/x HTTP/1.1\r\nHost: A\r\n\r\n"),
          well("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
          well("BREW /pot HTTP/1.1\r\nHost:\r\n\r\n"),
          well("GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n"),
          well("GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\r\n\r\n"),
          well("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
          well("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"),
          well("GET http://[::1]:80/x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
          bad("GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.NOT_SECURE),
          bad("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", Rejection.BAD_HOST),
          bad("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", Rejection.BAD_HOST),
          bad("POST / HTTP/1.0\r\n\r\n", Rejection.LENGTH_REQUIRED),
          bad("M".repeat(33) + " / HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.METHOD_TOO_LONG),
          bad("a".repeat(LIMIT), Rejection.BAD_REQUEST_LINE),
          bad("GET / HTTP/1.1\r\nHost: a\r\nContent.Length: 5\r\n\r\n", Rejection.BAD_FIELD_NAME),
          bad("GET / HTTP/1.1\r\nHost: a\r\nConnection: a b\r\n\r\n", Rejection.BAD_CONNECTION),
          bad(
              "GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key1: 1\r\n\r\n",
              Rejection.OBSOLETE_WEBSOCKET),
          bad("GET / HTTP/1.1\nHost: a\r\n\r\n", Rejection.BARE_LINE_FEED),
          bad("GET / HTTP/1.1\r\nHost: a\n\r\n", Rejection.BARE_LINE_FEED),
          bad("GET / HTTP/1.1\r\nHost: a\r\n\n", Rejection.BARE_LINE_FEED),
          bad("\r\n\r\nGET / HTTP/1.1\r\n\r\n", Rejection.BAD_REQUEST_LINE),
          bad("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET /\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET / x HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_REQUEST_LINE),
          bad("GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET a HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET * HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_TARGET),
          bad("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_HOST),
          bad("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.CONNECT),
          bad("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_REQUEST_LINE),
          bad("GET / HTTP/2.0\r\nHost: a\r\n\r\n", Rejection.UNKNOWN_VERSION),
          bad("GET / HTTP/1.2\r\nHost: a\r\n\r\n", Rejection.UNKNOWN_VERSION),
          bad("GET / http/1.1\r\nHost: a\r\n\r\n", Rejection.BAD_REQUEST_LINE),
          bad("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", Rejection.BAD_REQUEST_LINE),
          bad("GET / HTTP/1.1\r\n\r\n", Rejection.BAD_HOST),
          bad("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", Rejection.BAD_HOST),
          bad("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", Rejection.BAD_HOST),
          bad("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", Rejection.BAD_HOST),
          bad("GET / HTTP/1.1\r\nHost: a\r\n X: y\r\n\r\n", Rejection.FOLDED_LINE),
          bad("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", Rejection.BAD_FIELD_NAME),
          bad("GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n", Rejection.BAD_FIELD_NAME),
          bad("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", Rejection.BAD_FIELD_NAME),
          bad("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", Rejection.BAD_FIELD_VALUE),
          bad("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", Rejection.BAD_FIELD_VALUE),
          bad(length("+5"), Rejection.BAD_CONTENT_LENGTH),
          bad(length("-5"), Rejection.BAD_CONTENT_LENGTH),
          bad(length("5, 5"), Rejection.BAD_CONTENT_LENGTH),
          bad(length("0x5"), Rejection.BAD_CONTENT_LENGTH),
          bad(length(""), Rejection.BAD_CONTENT_LENGTH),
          bad(length("9999999999999999999"), Rejection.BAD_CONTENT_LENGTH),
          bad(length("5\r\nContent-Length: 5"), Rejection.BAD_CONTENT_LENGTH),
          bad(length("5\r\nTransfer-Encoding: chunked"), Rejection.LENGTH_AND_ENCODING),
          bad(encoding("gzip"), Rejection.BAD_TRANSFER_ENCODING),
          bad(encoding("gzip, chunked"), Rejection.BAD_TRANSFER_ENCODING),
          bad(encoding("chunked, chunked"), Rejection.BAD_TRANSFER_ENCODING),
          bad(encoding("chunked\r\nTransfer-Encoding: chunked"), Rejection.BAD_TRANSFER_ENCODING),
          bad(encoding("\u000bchunked"), Rejection.BAD_FIELD_VALUE),
          bad(encoding("\"chunked\""), Rejection.BAD_TRANSFER_ENCODING),
          bad(
              "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
              Rejection.ENCODING_IN_HTTP_10),
          bad("GET / HTTP/1.1\r\nHost: a\r\nContent_Length: 5\r\n\r\n", Rejection.BAD_FIELD_NAME),
          bad(
              "GET / HTTP/1.1\r\nHost: a\r\nTransfer_Encoding: chunked\r\n\r\n",
              Rejection.BAD_FIELD_NAME),
          bad("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", Rejection.UNKNOWN_EXPECTATION),
          bad("GET /" + "a".repeat(LIMIT) + " HTTP/1.1\r\n\r\n", Rejection.TARGET_TOO_LONG),
          bad(
              "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(LIMIT) + "\r\n\r\n",
              Rejection.HEAD_TOO_LARGE),
          bad(
              "GET / HTTP/1.1\r\nHost: a\r\n" + "X:\r\n".repeat(128) + "\r\n",
              Rejection.TOO_MANY_FIELDS));

  private static Arguments well(String head) {
    return Arguments.of(head, null);
  }

  private static Arguments bad(String head, Rejection why) {
    return Arguments.of(head, why);
  }

  private static String length(String value) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + value + "\r\n\r\n";
  }

  private static String encoding(String value) {
    return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + value + "\r\n\r\n";
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void readsWellFormedHeadsAndRefusesOthers(String text, Rejection why) {
    assertOutcome(feed(text, text.length()), text, why);
  }

  @ParameterizedTest
  @FieldSource("HEADS")
  void outcomeIsTheSameWhereverTheBytesAreSplit(String text, Rejection why) {
    for (int split = 1; split < Math.min(text.length(), 200); split++) {
      assertOutcome(feed(text, split), text, why);
    }
    assertOutcome(feedEachByte(text), text, why);
  }

  private static void assertOutcome(RequestHead head, String text, Rejection why) {
    Head.Progress outcome = head.parse();
    if (why == null) {
      assertThat(outcome).as(text).isEqualTo(Head.Progress.COMPLETE);
      assertThat(head.end()).isEqualTo(text.length());
    } else {
      assertThat(outcome).as(text).isEqualTo(Head.Progress.REFUSED);
      assertThat(head.rejection()).as(text).isEqualTo(why);
    }
  }

  /** A head that has seen the first part, has been asked once, and has then seen the rest. */
  private static RequestHead feed(String text, int split) {
    RequestHead head = new RequestHead(LIMIT, HeadSpaces.ample());
    append(head, text.substring(0, split));
    if (split < text.length() && head.parse() == Head.Progress.INCOMPLETE) {
      append(head, text.substring(split));
    }
    return head;
  }

  private static RequestHead feedEachByte(String text) {
    RequestHead head = new RequestHead(LIMIT, HeadSpaces.ample());
    for (int i = 0; i < text.length(); i++) {
      append(head, text.substring(i, i + 1));
      if (i < text.length() - 1 && head.parse() != Head.Progress.INCOMPLETE) {
        return head;
      }
    }
    return head;
  }

  private static void append(RequestHead head, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int count = head.room(bytes.length);
    System.arraycopy(bytes, 0, head.bytes(), head.length(), count);
    head.append(count);
  }

  private static RequestHead parsed(String text) {
    RequestHead head = feed(text, text.length());
    assertThat(head.parse()).isEqualTo(Head.Progress.COMPLETE);
    return head;
  }

  @Test
  void tellsThePartsOfTheTarget() {
    RequestHead origin = parsed("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(origin.path()).isEqualTo("/a/b");
    RequestHead absolute = parsed("GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(absolute.path()).isEqualTo("/a");
    assertThat(absolute.methodName()).isEqualTo("GET");
  }

  @Test
  void tellsWhetherTheConnectionStays() {
    assertThat(parsed("GET / HTTP/1.1\r\nHost: x\r\n\r\n").isPersistent()).isTrue();
    assertThat(parsed("GET / HTTP/1.1\r\nHost: x\r\nConnection: x , Close\r\n\r\n").isPersistent())
        .isFalse();
    assertThat(parsed("GET / HTTP/1.0\r\n\r\n").isPersistent()).isFalse();
    assertThat(parsed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").isPersistent()).isTrue();
  }

  @Test
  void findsTheFirstFieldOfAName() {
    RequestHead head = parsed("GET / HTTP/1.1\r\nHost: x\r\nx-k:  1 \r\nX-K: 2\r\n\r\n");
    assertThat(head.value("x-k")).isEqualTo("1");
    assertThat(head.value("x-kk")).isNull();
  }

  @Test
  void isReadyForTheNextHeadAfterReset() {
    RequestHead head = parsed("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
    assertThat(head.contentLength()).isEqualTo(3);
    head.reset();
    assertThat(head.isEmpty()).isTrue();
    append(head, "GET / HTTP/1.0\r\n\r\n");
    assertThat(head.parse()).isEqualTo(Head.Progress.COMPLETE);
    assertThat(head.contentLength()).isEqualTo(-1);
    assertThat(head.hasBody()).isFalse();
  }
}
