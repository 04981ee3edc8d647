package dev.weir.operator.warehouse;

import dev.weir.contracts.part.TlsFolder;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.tls.CertificateAuthority;
import dev.weir.operator.tls.CertificateRequest;
import dev.weir.operator.tls.Credential;
import dev.weir.operator.tls.Pem;
import dev.weir.operator.tls.Renewal;
import dev.weir.operator.tls.Trust;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The certificates by which the parts of a Warehouse know one another, and the authority that signs
 * them, as Secrets keep them. What is good stays; what somebody else has broken is replaced. Pure
 * but for chance.
 */
final class PartCertificates {
  static final Duration AUTHORITY_LIFETIME = Duration.ofDays(730);
  static final Duration LIFETIME = Duration.ofDays(90);

  /** The authority's key, beside all authorities that are trusted. */
  static final String AUTHORITY_KEY = "ca.key";

  /** Who has a certificate. */
  static final List<String> HOLDERS =
      List.of(
          WarehouseNames.META,
          WarehouseNames.GATEWAY,
          WarehouseNames.COMPUTE,
          WarehouseNames.WEB,
          WarehouseNames.OPERATOR);

  private final WarehouseNames names;
  private final Observed seen;
  private final Instant now;

  /**
   * @param seen the Secrets as they are
   */
  PartCertificates(WarehouseNames names, Observed seen, Instant now) {
    this.names = names;
    this.seen = seen;
    this.now = now;
  }

  /**
   * The authority as it should be from now on. One that was taken away is followed by another, and
   * stays trusted as long as certificates of it may be in use.
   */
  Trust trust() {
    String name = names.authoritySecret();
    return stored()
        .map(trust -> trust.renewed(name, now, AUTHORITY_LIFETIME))
        .orElseGet(
            () ->
                new Trust(
                    CertificateAuthority.create(name, now, AUTHORITY_LIFETIME), knownToParts()));
  }

  private Optional<Trust> stored() {
    Map<String, String> data = data(names.authoritySecret());
    try {
      List<X509Certificate> bundle = certificates(data, TlsFolder.AUTHORITIES);
      if (bundle.isEmpty()) {
        return Optional.empty();
      }
      PrivateKey key = Pem.key(text(data, AUTHORITY_KEY));
      return Optional.of(
          new Trust(
              new CertificateAuthority(new Credential(bundle.getFirst(), key)),
              bundle.subList(1, bundle.size())));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** What the parts trust until they hear of another authority. */
  private List<X509Certificate> knownToParts() {
    Set<X509Certificate> known = new LinkedHashSet<>();
    for (String holder : HOLDERS) {
      try {
        known.addAll(certificates(data(names.tlsSecret(holder)), TlsFolder.AUTHORITIES));
      } catch (GeneralSecurityException | IllegalArgumentException broken) {
        continue; // it is replaced as well
      }
    }
    return known.stream().filter(one -> Renewal.isValid(one, now)).toList();
  }

  /** Entries of the authority's Secret. */
  static Map<String, String> entries(Trust trust) {
    return encoded(
        Map.of(
            TlsFolder.AUTHORITIES,
            Pem.write(trust.bundle()),
            AUTHORITY_KEY,
            Pem.write(trust.authority().self().key())));
  }

  /** Entries of the Secret of one that has a certificate. */
  Map<String, String> entries(String holder, Trust trust) {
    Credential credential =
        shown(holder)
            .filter(kept -> trust.keeps(kept.certificate(), hosts(names, holder), now))
            .orElseGet(() -> trust.authority().issue(request(holder), now));
    return encoded(
        Map.of(
            TlsFolder.CERTIFICATE,
            Pem.write(List.of(credential.certificate())),
            TlsFolder.KEY,
            Pem.write(credential.key()),
            TlsFolder.AUTHORITIES,
            Pem.write(trust.bundle())));
  }

  private Optional<Credential> shown(String holder) {
    Map<String, String> data = data(names.tlsSecret(holder));
    try {
      List<X509Certificate> chain = certificates(data, TlsFolder.CERTIFICATE);
      return chain.size() == 1
          ? Optional.of(new Credential(chain.getFirst(), Pem.key(text(data, TlsFolder.KEY))))
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private CertificateRequest request(String holder) {
    return new CertificateRequest(
        names.name() + "-" + holder,
        isServer(holder) ? CertificateRequest.Usage.PEER : CertificateRequest.Usage.CLIENT,
        hosts(names, holder),
        Set.of(),
        LIFETIME);
  }

  /** Whether it is connected to; all of them connect. */
  static boolean isServer(String holder) {
    return !holder.equals(WarehouseNames.OPERATOR);
  }

  /** The names that a holder is reached by, or proves itself with where it is reached otherwise. */
  static Set<String> hosts(WarehouseNames names, String holder) {
    return switch (holder) {
      case WarehouseNames.META ->
          Set.of(names.host(names.meta()), "*." + names.host(names.metaMembers()));
      case WarehouseNames.GATEWAY ->
          Set.of(names.host(names.gateway()), names.host(names.gatewayPods()));
      case WarehouseNames.COMPUTE -> Set.of(names.computeName());
      case WarehouseNames.WEB -> Set.of(names.host(names.web()));
      default -> Set.of();
    };
  }

  private Map<String, String> data(String secret) {
    return seen.find(Secret.class, secret).map(Secret::getData).orElse(Map.of());
  }

  private static List<X509Certificate> certificates(Map<String, String> data, String key)
      throws GeneralSecurityException {
    return Pem.certificates(text(data, key));
  }

  private static String text(Map<String, String> data, String key) {
    return new String(
        Base64.getDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.US_ASCII);
  }

  private static Map<String, String> encoded(Map<String, String> entries) {
    Map<String, String> encoded = new TreeMap<>();
    entries.forEach(
        (key, text) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
    return encoded;
  }
}
