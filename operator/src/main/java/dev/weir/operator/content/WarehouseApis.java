package dev.weir.operator.content;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.TlsIdentity;
import dev.weir.crds.apply.WeirApi;
import dev.weir.crds.reference.SecretKeyRef;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.AdminToken;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** The REST API of each Warehouse, with its administrator's token. Thread-safe. */
public final class WarehouseApis implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** How long a token and a certificate are remembered: what was exchanged works after that. */
  private static final Duration REMEMBERED = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final Addresses addresses;
  private final Function<WarehouseNames, TlsIdentity> identities;
  private final Map<Key, WeirApi> apis = new ConcurrentHashMap<>();

  /**
   * Reads tokens through {@code client}, which the caller closes.
   *
   * @param identities what the operator is for the parts of a Warehouse
   */
  public WarehouseApis(
      KubernetesClient client,
      Addresses addresses,
      Function<WarehouseNames, TlsIdentity> identities) {
    this.client = client;
    this.addresses = addresses;
    this.identities = identities;
  }

  /** That of a Warehouse. Nothing is asked of it yet. */
  public WeirApi of(Warehouse warehouse) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    Key key = new Key(names, addresses.web(names), AdminToken.of(warehouse));
    return apis.computeIfAbsent(key, this::open);
  }

  private WeirApi open(Key wanted) {
    WarehouseNames names = wanted.names();
    AtomicReference<TlsIdentity> identity = new AtomicReference<>();
    boolean tls = "https".equals(wanted.address().getScheme());
    // A request asks for the token before it connects.
    RememberedToken token =
        new RememberedToken(
            () -> {
              if (tls) {
                identity.set(identities.apply(names));
              }
              return read(names.namespace(), wanted.token());
            },
            REMEMBERED);
    return new WeirApi(
        wanted.address(),
        token,
        REQUEST_TIMEOUT,
        tls ? new PartTls(identity::get).context() : null);
  }

  /** Forgets a Warehouse that is gone. */
  public void forget(String namespace, String name) {
    WarehouseNames names = new WarehouseNames(namespace, name);
    apis.keySet().stream()
        .filter(key -> key.names().equals(names))
        .toList()
        .forEach(
            key -> {
              WeirApi api = apis.remove(key);
              if (api != null) {
                api.close();
              }
            });
  }

  private String read(String namespace, SecretKeyRef token) {
    Secret secret = client.secrets().inNamespace(namespace).withName(token.name()).get();
    String encoded =
        secret == null || secret.getData() == null ? null : secret.getData().get(token.key());
    if (encoded == null) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "Secret \"" + token.name() + "\" with the administrator's token is not there yet",
          "the operator makes it with the Warehouse; this is tried again");
    }
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    apis.values().forEach(WeirApi::close);
    apis.clear();
  }

  private record Key(WarehouseNames names, URI address, SecretKeyRef token) {}

  /** A token that is read again when it is old. */
  private static final class RememberedToken implements Supplier<String> {
    private final Supplier<String> source;
    private final long nanos;
    private String token = "";
    private long readAt;

    RememberedToken(Supplier<String> source, Duration lifetime) {
      this.source = source;
      this.nanos = lifetime.toNanos();
    }

    @Override
    public synchronized String get() {
      long now = System.nanoTime();
      if (token.isEmpty() || now - readAt > nanos) {
        token = source.get();
        readAt = now;
      }
      return token;
    }
  }
}
