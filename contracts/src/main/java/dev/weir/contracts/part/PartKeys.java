package dev.weir.contracts.part;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the one identity that there is, at either end of a connection. Thread-safe. */
final class PartKeys extends X509ExtendedKeyManager {
  private final Supplier<TlsIdentity> identity;

  PartKeys(Supplier<TlsIdentity> identity) {
    this.identity = identity;
  }

  /** The name of the identity as it is now; null when its key is of another kind. */
  private @Nullable String alias(String... keyTypes) {
    TlsIdentity now = identity.get();
    return Arrays.asList(keyTypes).contains(now.key().getAlgorithm()) ? nameOf(now) : null;
  }

  /** A handshake that has begun with an identity that was exchanged since fails. */
  private @Nullable TlsIdentity find(@Nullable String alias) {
    TlsIdentity now = identity.get();
    return nameOf(now).equals(alias) ? now : null;
  }

  private static String nameOf(TlsIdentity identity) {
    return identity.chain().getFirst().getSerialNumber().toString();
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
