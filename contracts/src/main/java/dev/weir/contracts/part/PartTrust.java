package dev.weir.contracts.part;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Believes the authorities of an identity, as they are at each handshake. Thread-safe. */
final class PartTrust extends X509ExtendedTrustManager {
  private final Supplier<TlsIdentity> identity;
  private final AtomicReference<@Nullable Believed> believed = new AtomicReference<>();

  /** The JDK's own checks, of names too, against those authorities. */
  private record Believed(List<X509Certificate> authorities, X509ExtendedTrustManager checks) {}

  PartTrust(Supplier<TlsIdentity> identity) {
    this.identity = identity;
  }

  private X509ExtendedTrustManager now() throws CertificateException {
    List<X509Certificate> authorities = identity.get().authorities();
    Believed known = believed.get();
    if (known == null || !known.authorities().equals(authorities)) {
      known = new Believed(authorities, checks(authorities));
      believed.set(known);
    }
    return known.checks();
  }

  private static X509ExtendedTrustManager checks(List<X509Certificate> authorities)
      throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager checks) {
          return checks;
        }
      }
      throw new CertificateException("this JVM checks no certificates");
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException("the authorities cannot be used", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    now().checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    now().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    now().checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    now().checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    now().checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    now().checkServerTrusted(chain, type);
  }

  /**
   * None: they would only tell the other end which of its certificates to show, and a part has one.
   * Some servers read them once, and would go on telling of authorities that have ended.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
