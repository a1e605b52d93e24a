package io.ringkeeper.balancer.engine.docker;

import io.ringkeeper.balancer.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS with a Docker engine, from the files that Docker's own tools use: {@code ca.pem} says whom we
 * trust, {@code cert.pem} and {@code key.pem} who we are.
 */
final class TlsFiles {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = {};

  private TlsFiles() {}

  /** Null without a folder: a plain connection. */
  static @Nullable SSLContext context(Optional<Path> folder) throws EngineException {
    if (folder.isEmpty()) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity(folder.get()).getKeyManagers(),
          trust(folder.get().resolve("ca.pem")).getTrustManagers(),
          null);
      return context;
    } catch (NoSuchFileException e) {
      throw new EngineException(
          "TLS with the Docker engine needs the file %s".formatted(e.getFile()), e);
    } catch (IOException | GeneralSecurityException e) {
      throw new EngineException(
          "The files for TLS in %s cannot be used: %s".formatted(folder.get(), e.getMessage()), e);
    }
  }

  private static TrustManagerFactory trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int count = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("ca" + count++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManagerFactory identity(Path folder)
      throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "key",
        key(folder.resolve("key.pem")),
        NO_PASSWORD,
        certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Matcher block = PEM.matcher(text);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(Base64.getMimeDecoder().decode(block.group(2)));
      }
      if (kind.endsWith(" PRIVATE KEY")) {
        throw new GeneralSecurityException(
            "key.pem is in an old or encrypted form; convert it by openssl pkcs8 -topk8 -nocrypt"
                + " -in key.pem -out new.pem");
      }
    }
    throw new GeneralSecurityException("key.pem holds no key");
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // it is of another kind
      }
    }
    throw new GeneralSecurityException("key.pem holds a key that is none of " + KEY_KINDS);
  }
}
