package io.ringkeeper.balancer.dataplane;

import static io.ringkeeper.balancer.dataplane.Peer.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica gets of a head, and what a client gets back. */
@ExtendWith(Leaks.class)
class ForwardingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  @AutoClose private final ScriptedReplica replica = new ScriptedReplica();
  @AutoClose private final ProxyUnderTest proxy = new ProxyUnderTest(replica);
  @AutoClose private final Peer client = proxy.client();

  private final String forwarded = forwarded("1.1");

  ForwardingTest() throws IOException {}

  private String forwarded(String version) {
    return "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: "
        + proxy.address.getPort()
        + "\r\nVia: "
        + version
        + " ringkeeper\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "X!"})
  void forwardsEveryMethodAsItIs(String method) throws IOException {
    client.send(method + " /a HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .isEqualTo(
              method
                  + " /a HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\nX-Forwarded-Host: h\r\n"
                  + forwarded
                  + "\r\n");
      connection.send(OK);
      assertThat(client.answer()).isEqualTo(new Answer(head(OK), "ok"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a?", "/a?b=c&d=%20%zz", "/%2e%2e/..//x", "/\"<>\\^`{|}", "/a:b@c;d,e!"})
  void forwardsEveryTargetAsItIs(String target) throws IOException {
    client.send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).startsWith("GET " + target + " HTTP/1.1\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET http://h/a?b, GET /a?b",
    "GET HTTP://H?b, GET /?b",
    "GET http://h, GET /",
    "OPTIONS http://h, OPTIONS *",
    "OPTIONS *, OPTIONS *"
  })
  void turnsAnAbsoluteTargetIntoThatOfAnOrigin(String asked, String passedOn) throws IOException {
    client.send(asked + " HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).startsWith(passedOn + " HTTP/1.1\r\nHost: h\r\n");
    }
  }

  @Test
  void keepsTheBytesOfHeadersBothWays() throws IOException {
    String fields =
        "aCcEpT:  */*  \r\nX-Latin: \u00e9\u00ff\t!\r\nX-Empty:\r\nCookie: a=b\r\ncookie: c=d\r\n";
    client.send("GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).startsWith("GET / HTTP/1.1\r\nHost: h\r\n" + fields);
      connection.send("HTTP/1.1 299 Quite so\r\n" + fields + "Content-Length: 0\r\n\r\n");
      assertThat(client.answer().head())
          .isEqualTo("HTTP/1.1 299 Quite so\r\n" + fields + "Content-Length: 0\r\n\r\n");
    }
  }

  @Test
  void dropsWhatIsMeantForOneConnectionOnly() throws IOException {
    String hop =
        http(
            """
            Connection: keep-alive, X-One ,x-TWO
            Keep-Alive: timeout=5
            X-Two: 2
            Upgrade: ws
            Proxy-Connection: keep-alive
            TE: trailers
            x-one: 1
            Connection: close-not
            """);
    client.send("GET / HTTP/1.1\r\nA: a\r\n" + hop + "Host: h\r\nB: b\r\nX-Request-ID: 1\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .isEqualTo(
              "GET / HTTP/1.1\r\nA: a\r\nHost: h\r\nB: b\r\nX-Request-ID: 1\r\n"
                  + "X-Forwarded-Host: h\r\n"
                  + forwarded
                  + "\r\n");
      connection.send("HTTP/1.1 200 OK\r\n" + hop + "C: c\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.answer().head())
          .isEqualTo("HTTP/1.1 200 OK\r\nC: c\r\nContent-Length: 0\r\n\r\n");
    }
  }

  @Test
  void keepsWhatAClientMayNotTakeAway() throws IOException {
    client.send(
        http(
            """
            POST / HTTP/1.1
            Host: h
            X-Request-ID: 7
            Content-Length: 2
            Connection: host, content-length, x-request-id, x-forwarded-for

            hi\
            """));
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .isEqualTo(
              "POST / HTTP/1.1\r\nHost: h\r\nX-Request-ID: 7\r\nContent-Length: 2\r\n"
                  + "X-Forwarded-Host: h\r\n"
                  + forwarded
                  + "\r\n");
      assertThat(connection.read(2)).isEqualTo("hi");
    }
  }

  @Test
  void replacesWhatAClientSaysOfItself() throws IOException {
    client.send(
        http(
            """
            GET / HTTP/1.1
            x-forwarded-for: 6.6.6.6
            Host: h:80
            X-Forwarded-Proto: https
            X-forwarded-HOST: evil
            X-Forwarded-For: 7.7.7.7
            X-Request-ID: 1

            """));
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .isEqualTo(
              "GET / HTTP/1.1\r\nHost: h:80\r\nX-Request-ID: 1\r\nX-Forwarded-Host: h:80\r\n"
                  + forwarded
                  + "\r\n");
    }
  }

  @Test
  void makesARequestIdOfSixDigitsWhereThereIsNone() throws IOException {
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head()).containsPattern("\r\nX-Request-ID: [1-9][0-9]{5}\r\n\r\n$");
    }
  }

  @Test
  void givesAReplicaTheHostThatHttp10MayOmit() throws IOException {
    client.send("GET / HTTP/1.0\r\nX-Request-ID: 1\r\n\r\n");
    try (Peer connection = replica.accept()) {
      assertThat(connection.head())
          .isEqualTo("GET / HTTP/1.1\r\nX-Request-ID: 1\r\nHost:\r\n" + forwarded("1.0") + "\r\n");
      connection.send(OK);
      client.answer().closes();
      client.expectEnd();
    }
  }

  @Test
  void usesAConnectionToAReplicaAgainForTheNextClient() throws IOException {
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    try (Peer connection = replica.accept();
        Peer other = proxy.client()) {
      connection.head();
      connection.send(OK);
      client.answer();
      other.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(connection.head()).startsWith("GET /2 ");
      connection.send(OK);
      assertThat(other.answer().body()).isEqualTo("ok");
    }
  }

  private static String head(String message) {
    return message.substring(0, message.indexOf("\r\n\r\n") + 4);
  }
}
