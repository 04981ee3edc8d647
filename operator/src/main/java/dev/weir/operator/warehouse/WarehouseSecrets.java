package dev.weir.operator.warehouse;

import dev.weir.contracts.part.PartToken;
import dev.weir.crds.DeletionPolicy;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Secrets that the operator makes for a Warehouse: once, and never written again, so that
 * whoever holds a token keeps it. What is applied later is their metadata alone.
 */
final class WarehouseSecrets {
  static final String TOKEN = "token";
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * One of them.
   *
   * @param component that it belongs to
   * @param name of the Secret
   * @param fixed entries that are no secret
   * @param random keys of entries of 256 random bits
   * @param opensData whether what outlives the Warehouse cannot be read without it
   */
  record Wanted(
      String component,
      String name,
      Map<String, String> fixed,
      Set<String> random,
      boolean opensData) {}

  private WarehouseSecrets() {}

  static List<Wanted> wanted(Warehouse warehouse) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    List<Wanted> wanted = new ArrayList<>();
    if (warehouse.getSpec().auth().adminTokenSecretRef() == null) {
      wanted.add(
          new Wanted(WarehouseNames.META, names.adminSecret(), Map.of(), Set.of(TOKEN), true));
    }
    wanted.add(
        new Wanted(WarehouseNames.META, names.partsSecret(), Map.of(), Set.of(TOKEN), false));
    if (ManagedParts.runsStorage(warehouse)) {
      wanted.add(
          new Wanted(
              WarehouseNames.STORAGE,
              names.storage(),
              Map.of(StorageSettings.ACCESS_KEY_ID, WarehouseNames.OWN),
              Set.of(StorageSettings.SECRET_ACCESS_KEY),
              true));
    }
    if (ManagedParts.runsDatabase(warehouse)) {
      wanted.add(
          new Wanted(
              WarehouseNames.DATABASE,
              names.database(),
              Map.of(DatabaseSettings.USERNAME, WarehouseNames.OWN),
              Set.of(DatabaseSettings.PASSWORD),
              true));
    }
    return wanted;
  }

  /** What the parts show one another; empty before the Secret is made. */
  static Optional<PartToken> parts(WarehouseNames names, Observed seen) {
    return seen.find(Secret.class, names.partsSecret())
        .map(secret -> secret.getData().get(TOKEN))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
        .map(PartToken::of);
  }

  /** A new Secret with fresh randomness and the labels by which it is found again. */
  static Secret fresh(WarehouseModel model, Wanted wanted) {
    Map<String, String> data = new LinkedHashMap<>(wanted.fixed());
    wanted.random().forEach(key -> data.put(key, random()));
    return new SecretBuilder()
        .withMetadata(model.retained(wanted.component(), wanted.name()))
        .withType("Opaque")
        .withStringData(data)
        .build();
  }

  /** Their metadata as it should be; without entries, which are nobody's to apply. */
  static List<HasMetadata> metadata(WarehouseModel model) {
    boolean dataStays = model.spec().deletionPolicy() == DeletionPolicy.RETAIN;
    List<HasMetadata> metadata = new ArrayList<>();
    for (Wanted secret : wanted(model.warehouse())) {
      metadata.add(
          new SecretBuilder()
              .withMetadata(
                  dataStays && secret.opensData()
                      ? model.retained(secret.component(), secret.name())
                      : model.metadata(secret.component(), secret.name()))
              .build());
    }
    return metadata;
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
