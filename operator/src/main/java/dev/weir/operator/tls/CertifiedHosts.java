package dev.weir.operator.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names and addresses that a certificate is good for. Pure. */
final class CertifiedHosts {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  private CertifiedHosts() {}

  static Set<String> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS) || name.getFirst().equals(ADDRESS))
              .map(name -> String.valueOf(name.get(1)))
              .collect(Collectors.toCollection(TreeSet::new));
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }
}
