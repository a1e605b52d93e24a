package io.ringkeeper.balancer.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.ringkeeper.balancer.engine.EngineException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with certificates as {@code openssl} makes them. */
class TlsFilesTest {

  @TempDir private Path folder;

  @BeforeEach
  void begin() {
    DockerCli.requireProgram("openssl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"})
  void anEngineAndItsClientKnowEachOther(String kind) throws Exception {
    make(kind);
    SSLContext context = context();
    HttpsServer server = HttpsServer.create(new InetSocketAddress(Addresses.LOOPBACK, 0), 0);
    server.setHttpsConfigurator(new Demanding(context));
    server.createContext(
        "/version",
        exchange -> {
          byte[] answer = "{\"ApiVersion\":\"1.43\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    Endpoint endpoint =
        new Endpoint("tcp://localhost:" + server.getAddress().getPort(), Optional.of(folder));
    try (DockerClients clients = new DockerClients(endpoint, context)) {
      String version =
          clients.call(
              DockerApi.LOOK, (DockerClient client) -> client.versionCmd().exec().getApiVersion());
      assertThat(version).isEqualTo("1.43");
    } finally {
      server.stop(0);
    }
  }

  /** Wants to know its clients. */
  private static final class Demanding extends HttpsConfigurator {
    Demanding(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setNeedClientAuth(true);
      parameters.setSSLParameters(tls);
    }
  }

  @Test
  void aKeyInAnOldFormIsNamedAndHowToConvertIt() throws Exception {
    make("rsa:2048");
    DockerCli.run(
        "openssl",
        "rsa",
        "-traditional",
        "-in",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("key.pem").toString());
    assertThatThrownBy(this::context)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void filesThatHoldSomethingElseAreRefused() throws IOException {
    for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
      Files.writeString(folder.resolve(name), "hello");
    }
    assertThatThrownBy(this::context)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("key.pem holds no key");
  }

  @Test
  void withoutAFolderThereIsNoTls() throws EngineException {
    assertThat(TlsFiles.context(Optional.empty())).isNull();
  }

  private SSLContext context() throws EngineException {
    SSLContext context = TlsFiles.context(Optional.of(folder));
    assertThat(context).isNotNull();
    return context;
  }

  /** One certificate that signs itself, for the engine and its client alike. */
  private void make(String kind) throws IOException {
    String certificate = folder.resolve("cert.pem").toString();
    String command =
        "openssl req -x509 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            + " -newkey %s -keyout %s -out %s"
                .formatted(kind, folder.resolve("key.pem"), certificate);
    DockerCli.run(command.split(" "));
    Files.copy(folder.resolve("cert.pem"), folder.resolve("ca.pem"));
  }
}
