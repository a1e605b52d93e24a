package io.ringkeeper.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol with those who made it, and with nginx. */
class ProxyProtocolIT {

  private static final String HAPROXY =
      """
      defaults
        timeout connect 10s
        timeout client 10s
        timeout server 10s
      """;

  private static final String NGINX =
      """
      daemon off;
      error_log stderr;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 127.0.0.1:PORT proxy_protocol;
          location / { return 200 "$proxy_protocol_addr $proxy_protocol_server_port"; }
        }
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c"})
  void hearsFromHaproxyWhomAConnectionIsFrom(String option) throws Exception {
    try (StaticReplica replica = new StaticReplica(ProxyProtocolIT::tellWhomItIsFrom);
        RunningBalancer balancer =
            RunningBalancer.start(replica.settings("trusted=127.0.0.1", "proxy-protocol.accept=on"))
                .awaitServing();
        OtherProxy front =
            OtherProxy.haproxy(
                folder,
                HAPROXY
                    + """
                    listen in
                      mode tcp
                      bind 127.0.0.1:PORT
                      server balancer 127.0.0.1:%d check %s check-send-proxy
                    """
                        .formatted(balancer.address().getPort(), option))) {
      String told = "127.0.0.5 " + front.address().getPort();
      assertThat(askTwice("127.0.0.5", front.address())).isEqualTo(told);
      assertThat(askTwice("127.0.0.6", balancer.address())) // is not trusted, and needs no header
          .isEqualTo("127.0.0.6 " + balancer.address().getPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void tellsHaproxyWhomAConnectionIsFrom(String version) throws Exception {
    try (OtherProxy replica =
        OtherProxy.haproxy(
            folder,
            HAPROXY
                + """
                frontend replica
                  mode http
                  bind 127.0.0.1:PORT accept-proxy
                  http-request return status 200 content-type text/plain lf-string "%[src] %[dst_port]"
                """)) {
      tells(replica, version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void tellsNginxWhomAConnectionIsFrom(String version) throws Exception {
    try (OtherProxy replica = OtherProxy.nginx(folder, NGINX)) {
      tells(replica, version);
    }
  }

  private static void tells(OtherProxy replica, String version) throws Exception {
    try (RunningBalancer balancer =
        RunningBalancer.start(
                StaticReplica.settings(
                    replica.address().getPort(), "proxy-protocol.send=" + version))
            .awaitServing()) {
      for (String client : new String[] {"127.0.0.5", "127.0.0.6"}) {
        assertThat(askTwice(client, balancer.address()))
            .isEqualTo(client + " " + balancer.address().getPort());
      }
    }
  }

  /** Asks from this address, twice over one connection, and is told the same. */
  private static String askTwice(String from, InetSocketAddress at)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + at.getPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Program.LIMIT).build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(from))
            .build()) {
      HttpResponse<String> first = client.send(request, BodyHandlers.ofString());
      HttpResponse<String> second = client.send(request, BodyHandlers.ofString());
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      assertThat(second.body()).isEqualTo(first.body());
      return first.body();
    }
  }

  private static void tellWhomItIsFrom(HttpExchange exchange) throws IOException {
    String told =
        exchange.getRequestHeaders().getFirst("X-Forwarded-For")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Forwarded-Port");
    byte[] body = told.getBytes(US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
