package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import dev.weir.operator.TestingConfig;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object of a ComputeCluster is the one in the golden file. */
class ComputeObjectsTest {
  private static final String FOLDER = "computecluster";

  @ParameterizedTest
  @ValueSource(strings = {"replicas", "autoscaling", "suspended", "lasting"})
  void shouldBuildTheObjectsOfTheGoldenFile(String name) {
    ComputeCluster cluster = GoldenYaml.in(FOLDER, name, ComputeCluster.class);
    Warehouse warehouse = GoldenYaml.in("warehouse", "development", Warehouse.class);

    GoldenYaml.check(
        FOLDER,
        name,
        ComputeObjects.of(
            new ComputeModel(
                cluster, warehouse, TestingConfig.alone(), replicas(cluster.getSpec()))));
  }

  /** Where Weir decides it has decided for one. */
  private static int replicas(ComputeClusterSpec spec) {
    if (spec.suspend()) {
      return 0;
    }
    return spec.autoscaling() == null ? Objects.requireNonNull(spec.replicas()) : 1;
  }
}
