package dev.weir.operator.warehouse;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.part.TlsFolder;
import dev.weir.contracts.part.TlsIdentity;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.tls.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what lets the operator in to the parts of a Warehouse, each time anew. Thread-safe. */
public final class PartPasses implements Function<WarehouseNames, PartPass> {
  private final KubernetesClient client;

  /** Reads through {@code client}, which the caller closes. */
  public PartPasses(KubernetesClient client) {
    this.client = client;
  }

  /**
   * That of a Warehouse.
   *
   * @throws WeirException UNAVAILABLE before the Secrets are made, and while one is broken
   */
  @Override
  public PartPass apply(WarehouseNames names) {
    return of(names, read(names, names.partsSecret(), secret(names)))
        .orElseThrow(() -> absent(names.partsSecret()));
  }

  /**
   * What the operator is for the parts of a Warehouse.
   *
   * @throws WeirException UNAVAILABLE before the Secret is made, and while it is broken
   */
  public TlsIdentity identity(WarehouseNames names) {
    return identity(names, read(names, secret(names))).orElseThrow(() -> absent(secret(names)));
  }

  private Observed read(WarehouseNames names, String... secrets) {
    return Observed.of(
        Stream.of(secrets)
            .flatMap(
                name ->
                    Stream.ofNullable(
                        client.secrets().inNamespace(names.namespace()).withName(name).get()))
            .toList());
  }

  /** The same out of what was read; empty before the Secrets are made, and while one is broken. */
  static Optional<PartPass> of(WarehouseNames names, Observed seen) {
    Optional<PartToken> token = WarehouseSecrets.parts(names, seen);
    return token.flatMap(
        shown ->
            identity(names, seen)
                .map(identity -> new PartPass(shown, new PartTls(() -> identity))));
  }

  private static Optional<TlsIdentity> identity(WarehouseNames names, Observed seen) {
    return seen.find(Secret.class, secret(names)).map(Secret::getData).flatMap(PartPasses::parse);
  }

  /** The identity in a Secret; empty when somebody has broken it, until it is replaced. */
  static Optional<TlsIdentity> parse(Map<String, String> data) {
    try {
      TlsIdentity identity =
          new TlsIdentity(
              Pem.certificates(text(data, TlsFolder.CERTIFICATE)),
              Pem.key(text(data, TlsFolder.KEY)),
              Pem.certificates(text(data, TlsFolder.AUTHORITIES)));
      return Optional.of(identity).filter(found -> !found.chain().isEmpty());
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, String> data, String key) {
    return new String(
        Base64.getDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.US_ASCII);
  }

  private static String secret(WarehouseNames names) {
    return names.tlsSecret(WarehouseNames.OPERATOR);
  }

  private static WeirException absent(String secret) {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "Secret \"" + secret + "\" is not there, or cannot be read",
        "the operator makes it with the Warehouse; this is tried again");
  }
}
