package dev.weir.operator.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import dev.weir.operator.TestingConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the golden files say of a Warehouse that was just made in another namespace. */
public final class GoldenState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenState() {}

  /** The Secrets of somebody else's that the Warehouse names. */
  public static List<Secret> secretsOf(String golden, String namespace) {
    return SecretUse.of(GoldenYaml.in("warehouse", golden, Warehouse.class)).stream()
        .map(
            use ->
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(use.name())
                    .withNamespace(namespace)
                    .endMetadata()
                    .withStringData(
                        use.keys().stream()
                            .collect(Collectors.toMap(key -> key, key -> "of-a-person")))
                    .build())
        .toList();
  }

  /** The objects before the group of the catalog exists: nothing else depends on the cluster. */
  public static List<HasMetadata> atFirst(String golden, Warehouse stored) {
    Warehouse inFile = GoldenYaml.in("warehouse", golden, Warehouse.class);
    String defaultCluster =
        inFile.getSpec().defaultComputeClusterRef() == null
            ? "default"
            : inFile.getSpec().defaultComputeClusterRef().name();
    int members = inFile.getSpec().meta().replicas();
    // That the file is what is built from the same resource, WarehouseObjectsTest proves.
    assertThat(inFile.getSpec()).isEqualTo(stored.getSpec());
    return WarehouseObjects.of(
        new WarehouseModel(
            stored, TestingConfig.alone(), defaultCluster, List.of(), members, false));
  }

  /** Every field of {@code wanted} is in {@code live}; the API server may have added others. */
  public static void assertCarries(HasMetadata live, HasMetadata wanted) {
    assertThat(live).as(wanted.getKind() + " " + wanted.getMetadata().getName()).isNotNull();
    assertCarries(
        wanted.getKind() + "/" + wanted.getMetadata().getName(),
        JSON.valueToTree(live),
        JSON.valueToTree(wanted));
  }

  private static void assertCarries(String path, JsonNode live, JsonNode wanted) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        assertCarries(path + "." + field.getKey(), live.path(field.getKey()), field.getValue());
      }
    } else if (wanted.isArray()) {
      assertThat(live.size()).as(path).isEqualTo(wanted.size());
      for (int i = 0; i < wanted.size(); i++) {
        assertCarries(path + "[" + i + "]", live.path(i), wanted.path(i));
      }
    } else if (path.contains(".requests.") || path.contains(".limits.")) {
      assertThat(new Quantity(live.asText()).getNumericalAmount())
          .as(path)
          .isEqualByComparingTo(new Quantity(wanted.asText()).getNumericalAmount());
    } else {
      assertThat(live.asText("")).as(path).isEqualTo(wanted.asText(""));
    }
  }
}
