package dev.weir.contracts.part;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS between the parts of one warehouse, both ends of which show a certificate of its authority.
 * The identity is asked for with each handshake, so that it can be another one from then on;
 * connections that are there go on. Thread-safe.
 */
public final class PartTls {
  private final PartKeys keys;
  private final PartTrust trust;

  /**
   * @param identity asked for with each handshake, on whatever thread; must not wait
   */
  public PartTls(Supplier<TlsIdentity> identity) {
    this.keys = new PartKeys(identity);
    this.trust = new PartTrust(identity);
  }

  /** For servers: TLS that asks callers for a certificate, or plaintext where there is no TLS. */
  public static ServerCredentials ofServer(@Nullable PartTls tls) {
    return tls == null
        ? InsecureServerCredentials.create()
        : TlsServerCredentials.newBuilder()
            .keyManager(tls.keys)
            .trustManager(tls.trust)
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
  }

  /** For clients: TLS that shows a certificate, or plaintext where there is no TLS. */
  public static ChannelCredentials ofClient(@Nullable PartTls tls) {
    return tls == null
        ? InsecureChannelCredentials.create()
        : TlsChannelCredentials.newBuilder().keyManager(tls.keys).trustManager(tls.trust).build();
  }

  /** What the other end is shown. */
  public X509ExtendedKeyManager keys() {
    return keys;
  }

  /** What the other end has to show. */
  public X509ExtendedTrustManager trust() {
    return trust;
  }

  /** For clients that are not of gRPC. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }
}
