package dev.weir.operator.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The authority that signs, and those before it whose certificates are still good: all of them are
 * trusted, so that nobody is refused while one follows another. Immutable, pure but for chance.
 *
 * @param authority that signs
 * @param former newest first
 */
public record Trust(CertificateAuthority authority, List<X509Certificate> former) {

  /** Everybody has been told of a new authority, and has taken it in. */
  public static final Duration UNTIL_KNOWN = Duration.ofMinutes(10);

  /** A defensive copy of the list. */
  public Trust {
    former = List.copyOf(former);
  }

  /** With a new authority and no former one. */
  public static Trust create(String name, Instant now, Duration lifetime) {
    return new Trust(CertificateAuthority.create(name, now, lifetime), List.of());
  }

  /** Everything that is to be trusted, newest first. */
  public List<X509Certificate> bundle() {
    return Stream.concat(Stream.of(authority.self().certificate()), former.stream()).toList();
  }

  /**
   * Itself; with another authority when it is time for that; without former ones that have ended.
   * Who renews certificates with it does so a while after the bundle was made known: until then
   * nobody trusts the new authority.
   */
  public Trust renewed(String name, Instant now, Duration lifetime) {
    X509Certificate own = authority.self().certificate();
    boolean due = !Renewal.isValid(own, now) || Renewal.isDue(own, now);
    List<X509Certificate> kept =
        (due ? bundle() : former).stream().filter(one -> Renewal.isValid(one, now)).toList();
    if (due) {
      return new Trust(CertificateAuthority.create(name, now, lifetime), kept);
    }
    return kept.size() == former.size() ? this : new Trust(authority, kept);
  }

  /**
   * Whether a certificate stays in use: it is good for exactly those hosts, one of the authorities
   * has signed it, and it is not time for the next one. A new authority signs nothing for a while
   * where it need not: until everybody knows it, nobody trusts it.
   */
  public boolean keeps(X509Certificate certificate, Set<String> hosts, Instant now) {
    boolean usable =
        Renewal.isValid(certificate, now)
            && CertifiedHosts.of(certificate).equals(hosts)
            && isIssuerOf(certificate);
    boolean known = authority.createdAt().plus(UNTIL_KNOWN).isBefore(now);
    return usable && !(known && Renewal.isDue(certificate, now));
  }

  /** Whether one of them has signed it. */
  public boolean isIssuerOf(X509Certificate certificate) {
    return bundle().stream().anyMatch(issuer -> hasSigned(issuer, certificate));
  }

  private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
