package io.ringkeeper.balancer.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the engine, each over a connection of its own, which takes less than a millisecond. So
 * no call meets a connection that an engine has left long ago, and each can be cut off at its
 * limit: the library's unix sockets do not know time-outs. For any thread.
 */
final class DockerClients implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

  private final Endpoint endpoint;
  private final @Nullable SSLContext tls;
  private final ScheduledThreadPoolExecutor cutter =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("docker-limits").factory());

  private volatile RemoteApiVersion version = RemoteApiVersion.unknown();

  DockerClients(Endpoint endpoint, @Nullable SSLContext tls) {
    this.endpoint = endpoint;
    this.tls = tls;
    cutter.setRemoveOnCancelPolicy(true);
  }

  /** Which version of the API is spoken from now on; until then, whichever the engine prefers. */
  void speak(RemoteApiVersion version) {
    this.version = version;
  }

  /**
   * Does something with a client that is closed afterwards, or when the limit has passed.
   *
   * @throws ApiException if it could not be done, or not in time
   */
  <T> T call(Duration limit, Function<DockerClient, T> command) throws ApiException {
    AtomicBoolean cut = new AtomicBoolean();
    try (DockerHttpClient http = connection()) {
      Future<?> limiter =
          cutter.schedule(
              () -> {
                cut.set(true);
                closeQuietly(http);
              },
              limit.toNanos(),
              TimeUnit.NANOSECONDS);
      try {
        return command.apply(client(http));
      } finally {
        limiter.cancel(false);
      }
    } catch (RuntimeException error) {
      throw Complaint.of(endpoint, error, cut.get(), limit);
    } catch (IOException error) {
      throw Complaint.of(endpoint, new UncheckedIOException(error), cut.get(), limit);
    }
  }

  /** A connection without a limit, for whoever closes it. */
  DockerHttpClient connection() {
    ZerodepDockerHttpClient.Builder builder =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(endpoint.uri())
            .connectionTimeout(CONNECT_LIMIT);
    if (tls != null) {
      builder.sslConfig(() -> tls);
    }
    return builder.build();
  }

  DockerClient client(DockerHttpClient http) {
    return DockerClientImpl.getInstance(new Plain(endpoint.uri(), version), http);
  }

  private static void closeQuietly(DockerHttpClient http) {
    try {
      http.close();
    } catch (IOException e) {
      // The call that uses it fails all the same.
    }
  }

  @Override
  public void close() {
    cutter.shutdownNow();
  }

  /** The library's settings, without what it would look for in files and the environment. */
  private record Plain(URI host, RemoteApiVersion version) implements DockerClientConfig {
    @Override
    public URI getDockerHost() {
      return host;
    }

    @Override
    public RemoteApiVersion getApiVersion() {
      return version;
    }

    @Override
    public @Nullable String getRegistryUsername() {
      return null;
    }

    @Override
    public @Nullable String getRegistryPassword() {
      return null;
    }

    @Override
    public @Nullable String getRegistryEmail() {
      return null;
    }

    @Override
    public String getRegistryUrl() {
      return AuthConfig.DEFAULT_SERVER_ADDRESS;
    }

    @Override
    public @Nullable AuthConfig effectiveAuthConfig(String image) {
      return null;
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
      return new AuthConfigurations();
    }

    @Override
    @SuppressWarnings("deprecation") // the library's own interface has no newer type
    public @Nullable SSLConfig getSSLConfig() {
      return null;
    }
  }
}
