package dev.weir.contracts.part;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one end of a connection shows, and whom it believes. Immutable; never printed.
 *
 * @param chain its own certificate first, then those that lead to an authority
 * @param key of the first certificate
 * @param authorities that it believes: one, or several while one follows another
 */
public record TlsIdentity(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {

  /** Defensive copies of the lists. */
  public TlsIdentity {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
