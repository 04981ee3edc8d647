package dev.weir.contracts.part;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the one identity that there is, at either end of a connection. It can be another one from
 * one moment to the next: connections that are there go on, new ones see the new one. Thread-safe.
 */
public final class PartKeys extends X509ExtendedKeyManager {
  private final Supplier<? extends @Nullable TlsIdentity> identity;
  private final AtomicReference<@Nullable Shown> shown = new AtomicReference<>();

  /** What is shown, and what was before, which handshakes that have begun may still ask for. */
  private record Shown(TlsIdentity now, @Nullable TlsIdentity before) {

    @Nullable TlsIdentity find(@Nullable String alias) {
      if (nameOf(now).equals(alias)) {
        return now;
      }
      return before != null && nameOf(before).equals(alias) ? before : null;
    }
  }

  /**
   * @param identity asked for with each handshake, which fails while it is null; must not wait
   */
  public PartKeys(Supplier<? extends @Nullable TlsIdentity> identity) {
    this.identity = identity;
  }

  private static String nameOf(TlsIdentity identity) {
    return identity.chain().getFirst().getSerialNumber().toString();
  }

  private @Nullable Shown look() {
    TlsIdentity now = identity.get();
    return now == null ? null : shown.updateAndGet(old -> next(old, now));
  }

  private static Shown next(@Nullable Shown old, TlsIdentity now) {
    if (old == null) {
      return new Shown(now, null);
    }
    return nameOf(old.now()).equals(nameOf(now)) ? old : new Shown(now, old.now());
  }

  /** The name of the identity as it is now; null when its key is of another kind. */
  private @Nullable String alias(String... keyTypes) {
    Shown found = look();
    return found != null && Arrays.asList(keyTypes).contains(found.now().key().getAlgorithm())
        ? nameOf(found.now())
        : null;
  }

  private @Nullable TlsIdentity find(@Nullable String alias) {
    Shown found = look();
    return found == null ? null : found.find(alias);
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
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
    TlsIdentity found = find(alias);
    return found == null ? null : found.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
    TlsIdentity found = find(alias);
    return found == null ? null : found.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return getServerAliases(keyType, issuers);
  }
}
