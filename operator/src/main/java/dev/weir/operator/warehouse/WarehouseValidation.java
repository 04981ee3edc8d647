package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.ExternalService;
import dev.weir.crds.warehouse.Profile;
import dev.weir.crds.warehouse.ServiceSettings;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a Warehouse that the schema lets pass, and what is asked for that this version
 * does not do. Every problem at once, each with an example. Pure.
 */
final class WarehouseValidation {
  /** The longest name of an object, that of a pod of the members' Service, has 63 letters. */
  private static final int NAME_MAX = 40;

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DATABASE_URL = Pattern.compile("jdbc:(postgresql|mysql)://.+");

  private WarehouseValidation() {}

  static List<String> problems(Warehouse warehouse) {
    List<String> problems = new ArrayList<>();
    String name = warehouse.getMetadata().getName();
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      problems.add(
          "metadata.name: \""
              + name
              + "\" cannot begin the names of Services; use a letter, then up to "
              + (NAME_MAX - 1)
              + " letters, digits and dashes, for example: lake");
    }
    WarehouseSpec spec = warehouse.getSpec();
    ExternalService database = spec.database() == null ? null : spec.database().external();
    if (database != null && !DATABASE_URL.matcher(database.url()).matches()) {
      problems.add(
          "spec.database.external.url: neither PostgreSQL nor MySQL; for example:"
              + " jdbc:postgresql://postgres.analytics:5432/weir");
    }
    if (spec.profile() == Profile.PRODUCTION) {
      problems.addAll(missingInProduction(spec));
    }
    return problems;
  }

  private static List<String> missingInProduction(WarehouseSpec spec) {
    List<String> missing = new ArrayList<>();
    if (spec.storage() == null) {
      missing.add(
          "spec.storage: name where tables live; for example: {s3: {endpoint:"
              + " \"https://s3.eu-central-1.amazonaws.com\", region: eu-central-1, bucket: lake,"
              + " secretRef: {name: lake-s3}}}");
    } else if (spec.storage().managed() != null && spec.storage().managed().replicas() < 4) {
      missing.add(
          "spec.storage.managed.replicas: fewer than 4 pods cannot repair what one loses; for"
              + " example: 4");
    }
    if (spec.meta().replicas() < 3) {
      missing.add("spec.meta.replicas: one member is lost with its machine; for example: 3");
    }
    addUnlessExternal(
        missing,
        "spec.database",
        spec.database(),
        "{external: {url: \"jdbc:postgresql://postgres.analytics:5432/weir\", secretRef: {name:"
            + " lake-postgres}}}");
    if (spec.database() != null
        && spec.database().external() != null
        && spec.database().external().secretRef() == null) {
      missing.add(
          "spec.database.external.secretRef: the database would be open to anybody; for example:"
              + " {name: lake-postgres}");
    }
    addUnlessExternal(
        missing,
        "spec.redis",
        spec.redis(),
        "{external: {url: \"rediss://redis.analytics:6379\", secretRef: {name: lake-redis}}}");
    return missing;
  }

  private static void addUnlessExternal(
      List<String> missing, String path, @Nullable ServiceSettings service, String example) {
    if (service == null) {
      missing.add(path + ": name one that is there; for example: " + example);
    } else if (service.external() == null) {
      missing.add(
          path
              + ".managed: the single pod that the operator would run is not to be relied upon;"
              + " name one that is there, for example: "
              + example);
    }
  }

  /** Fields that are set and that nothing acts on in this version. */
  static List<String> unused(WarehouseSpec spec) {
    WarehouseSpec plain =
        new WarehouseSpec(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null);
    List<String> unused = new ArrayList<>();
    addIf(unused, "spec.redis", spec.redis() != null);
    addIf(unused, "spec.search", spec.search() != null);
    addIf(unused, "spec.worker", !spec.worker().equals(plain.worker()));
    addIf(unused, "spec.mail", spec.mail() != null);
    addIf(unused, "spec.auth.oidc", spec.auth().oidc() != null);
    addIf(
        unused,
        "spec.auth.sessionLifetime",
        !spec.auth().sessionLifetime().equals(plain.auth().sessionLifetime()));
    addIf(
        unused,
        "spec.gateway.resultCacheBytesMax",
        !spec.gateway().resultCacheBytesMax().equals(plain.gateway().resultCacheBytesMax()));
    return unused;
  }

  private static void addIf(List<String> unused, String path, boolean given) {
    if (given) {
      unused.add(path);
    }
  }
}
