package dev.weir.operator.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import dev.weir.operator.TestingConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every object of a Warehouse is the one in the golden file. */
class WarehouseObjectsTest {
  private static final String FOLDER = "warehouse";

  @ParameterizedTest
  @CsvSource({
    "development, default, 1, false",
    "production, dashboards, 3, true",
    "managed, default, 3, true",
  })
  void shouldBuildTheObjectsOfTheGoldenFile(
      String name, String defaultCluster, int metaReplicas, boolean founded) {
    Warehouse warehouse = GoldenYaml.in(FOLDER, name, Warehouse.class);

    List<HasMetadata> objects =
        WarehouseObjects.of(
            new WarehouseModel(
                warehouse,
                TestingConfig.alone(),
                defaultCluster,
                List.of(),
                metaReplicas,
                founded));

    GoldenYaml.check(FOLDER, name, objects);
  }

  @Test
  void shouldMakeSecretsOf256RandomBitsThatDifferEachTime() {
    Warehouse warehouse = GoldenYaml.in(FOLDER, "development", Warehouse.class);
    WarehouseModel model =
        new WarehouseModel(warehouse, TestingConfig.alone(), "default", List.of(), 1, false);

    for (WarehouseSecrets.Wanted wanted : WarehouseSecrets.wanted(warehouse)) {
      Secret one = WarehouseSecrets.fresh(model, wanted);
      Secret other = WarehouseSecrets.fresh(model, wanted);

      assertThat(wanted.random()).isNotEmpty();
      for (String key : wanted.random()) {
        assertThat(java.util.Base64.getUrlDecoder().decode(one.getStringData().get(key)))
            .hasSize(32);
        assertThat(one.getStringData().get(key)).isNotEqualTo(other.getStringData().get(key));
      }
      assertThat(one.getMetadata().getOwnerReferences()).isEmpty();
    }
  }

  @Test
  void shouldNotApplyWhatASecretHolds() {
    Warehouse warehouse = GoldenYaml.in(FOLDER, "development", Warehouse.class);
    WarehouseModel model =
        new WarehouseModel(warehouse, TestingConfig.alone(), "default", List.of(), 1, false);

    assertThat(WarehouseSecrets.metadata(model))
        .hasSize(4)
        .allSatisfy(
            object -> {
              assertThat(((Secret) object).getData()).isNullOrEmpty();
              assertThat(((Secret) object).getStringData()).isNullOrEmpty();
            });
  }
}
