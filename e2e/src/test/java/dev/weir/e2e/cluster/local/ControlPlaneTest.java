package dev.weir.e2e.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  private final ClusterLayout layout = new ClusterLayout("lab", Path.of("/clusters/lab"));

  @Test
  void shouldListenForNodesInANamespaceOfItsOwn() {
    List<String> arguments = controlPlane(ControlPlaneEndpoints.inNamespace()).apiServer();

    assertThat(arguments)
        .contains(
            "--bind-address=0.0.0.0",
            "--advertise-address=10.100.0.1",
            "--secure-port=6443",
            "--etcd-servers=http://127.0.0.1:2379",
            "--authorization-mode=Node,RBAC")
        .doesNotContain("--endpoint-reconciler-type=none");
  }

  @Test
  void shouldListenOnNothingButLoopbackWithoutOne() {
    ControlPlaneEndpoints endpoints = ControlPlaneEndpoints.onFreePorts();
    ControlPlane controlPlane = controlPlane(endpoints);

    assertThat(controlPlane.apiServer())
        .contains("--bind-address=127.0.0.1", "--endpoint-reconciler-type=none");
    assertThat(controlPlane.controllerManager()).contains("--bind-address=127.0.0.1");
    assertThat(controlPlane.scheduler()).contains("--bind-address=127.0.0.1");
    assertThat(controlPlane.etcd())
        .filteredOn(argument -> argument.contains("http://"))
        .isNotEmpty()
        .allMatch(argument -> argument.contains("http://127.0.0.1:"));
  }

  @Test
  void shouldFindDifferentFreePorts() {
    assertThat(ControlPlaneEndpoints.freePorts(5)).doesNotHaveDuplicates().hasSize(5);
  }

  private ControlPlane controlPlane(ControlPlaneEndpoints endpoints) {
    return new ControlPlane(layout, Path.of("/programs"), endpoints);
  }
}
