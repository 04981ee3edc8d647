package dev.weir.operator.admission;

import dev.weir.operator.tls.CertificateAuthority;
import dev.weir.operator.tls.CertificateRequest;
import dev.weir.operator.tls.Credential;
import dev.weir.operator.tls.Pem;
import dev.weir.operator.tls.Trust;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything secret of the webhook, as all operators beside one another share it. Immutable; pure
 * but for chance.
 *
 * @param trust authorities that the API server is told of
 * @param serving the door's certificate and key
 * @param path that only the API server knows, with a slash before it
 */
record WebhookKeys(Trust trust, Credential serving, String path) {
  static final Duration AUTHORITY_LIFETIME = Duration.ofDays(730);
  static final Duration SERVING_LIFETIME = Duration.ofDays(90);

  private static final String NAME = "weir-operator-webhook";
  private static final String AUTHORITIES = "ca.crt";
  private static final String AUTHORITY_KEY = "ca.key";
  private static final String SERVING = "tls.crt";
  private static final String SERVING_KEY = "tls.key";
  private static final String PATH = "path";
  private static final int PATH_BYTES = 16;

  /**
   * New ones.
   *
   * @param hosts names and addresses under which the door is reached
   */
  static WebhookKeys fresh(Set<String> hosts, Instant now) {
    Trust trust = Trust.create(NAME, now, AUTHORITY_LIFETIME);
    byte[] random = new byte[PATH_BYTES];
    new SecureRandom().nextBytes(random);
    return new WebhookKeys(trust, issue(trust, hosts, now), "/" + HexFormat.of().formatHex(random));
  }

  /**
   * Itself while nothing is to be renewed. A new authority signs nothing before it is known
   * everywhere, unless there is no certificate that works.
   */
  WebhookKeys next(Set<String> hosts, Instant now) {
    Trust then = trust.renewed(NAME, now, AUTHORITY_LIFETIME);
    if (then.keeps(serving.certificate(), hosts, now)) {
      return then == trust ? this : new WebhookKeys(then, serving, path);
    }
    return new WebhookKeys(then, issue(then, hosts, now), path);
  }

  private static Credential issue(Trust trust, Set<String> hosts, Instant now) {
    Map<Boolean, Set<String>> byKind =
        hosts.stream()
            .collect(Collectors.partitioningBy(WebhookKeys::isAddress, Collectors.toSet()));
    return trust
        .authority()
        .issue(
            new CertificateRequest(
                NAME,
                CertificateRequest.Usage.SERVER,
                byKind.get(false),
                byKind.get(true),
                SERVING_LIFETIME),
            now);
  }

  static boolean isAddress(String host) {
    try {
      return !host.isEmpty() && InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The authorities as the API server is told of them. */
  String bundle() {
    return Base64.getEncoder()
        .encodeToString(Pem.write(trust.bundle()).getBytes(StandardCharsets.US_ASCII));
  }

  /** As a Secret keeps them. */
  Map<String, String> toData() {
    Map<String, String> data = new TreeMap<>();
    data.put(AUTHORITIES, Pem.write(trust.bundle()));
    data.put(AUTHORITY_KEY, Pem.write(trust.authority().self().key()));
    data.put(SERVING, Pem.write(List.of(serving.certificate())));
    data.put(SERVING_KEY, Pem.write(serving.key()));
    data.put(PATH, path);
    data.replaceAll(
        (name, text) ->
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
    return data;
  }

  /** As they were kept; empty when somebody has made something else of it. */
  static Optional<WebhookKeys> read(@Nullable Map<String, String> data) {
    try {
      List<X509Certificate> bundle = Pem.certificates(text(data, AUTHORITIES));
      List<X509Certificate> shown = Pem.certificates(text(data, SERVING));
      String path = text(data, PATH);
      if (bundle.isEmpty() || shown.size() != 1 || path.length() <= PATH_BYTES) {
        return Optional.empty();
      }
      CertificateAuthority authority =
          new CertificateAuthority(
              new Credential(bundle.getFirst(), Pem.key(text(data, AUTHORITY_KEY))));
      return Optional.of(
          new WebhookKeys(
              new Trust(authority, bundle.subList(1, bundle.size())),
              new Credential(shown.getFirst(), Pem.key(text(data, SERVING_KEY))),
              path));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(@Nullable Map<String, String> data, String name) {
    String encoded = data == null ? null : data.get(name);
    return encoded == null
        ? ""
        : new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "WebhookKeys[" + serving + "]";
  }
}
