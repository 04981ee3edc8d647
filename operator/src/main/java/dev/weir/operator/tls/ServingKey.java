package dev.weir.operator.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows who it is with. It can be another one from one moment to the next:
 * connections that are there go on, new ones see the new one. Thread-safe.
 */
public final class ServingKey {
  private final AtomicReference<Generation> keys = new AtomicReference<>();

  /** The one to show, and the one before, which handshakes that have begun may still ask for. */
  private record Generation(String alias, Credential credential, @Nullable Generation before) {

    @Nullable Credential find(String wanted) {
      if (wanted.equals(alias)) {
        return credential;
      }
      return before != null && wanted.equals(before.alias) ? before.credential : null;
    }
  }

  /** Shows that one from now on. */
  public void use(Credential credential) {
    var unused =
        keys.updateAndGet(
            old ->
                new Generation(
                    credential.certificate().getSerialNumber().toString(),
                    credential,
                    old == null ? null : new Generation(old.alias, old.credential, null)));
  }

  /** For listeners. A connection before the first {@link #use} fails. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Keys()}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private final class Keys extends X509ExtendedKeyManager {

    private @Nullable String alias(String keyType) {
      Generation now = keys.get();
      return now == null || !now.credential().key().getAlgorithm().equals(keyType)
          ? null
          : now.alias();
    }

    private @Nullable Credential find(@Nullable String alias) {
      Generation now = keys.get();
      return now == null || alias == null ? null : now.find(alias);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias(keyType);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
      Credential found = find(alias);
      return found == null ? null : new X509Certificate[] {found.certificate()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
      Credential found = find(alias);
      return found == null ? null : found.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      String alias = alias(keyType);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null; // it never connects
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null; // it never connects
    }
  }
}
