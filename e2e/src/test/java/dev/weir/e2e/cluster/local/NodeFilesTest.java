package dev.weir.e2e.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeFilesTest {
  private final ClusterLayout layout = new ClusterLayout("lab", Path.of("/clusters/lab"));

  @Test
  void shouldGiveEachNodeItsOwnAddressCertificateAndCgroup() {
    Map<?, ?> kubelet = yaml(NodeFiles.kubelet(layout, "node2"));

    assertThat(kubelet.get("address")).isEqualTo("10.100.0.12");
    assertThat(kubelet.get("tlsCertFile")).isEqualTo("/clusters/lab/pki/node2.crt");
    assertThat(kubelet.get("cgroupRoot")).isEqualTo("/weir-lab-node2");
    assertThat(kubelet.get("resolvConf")).isEqualTo("/clusters/lab/nodes/node2/resolv.conf");
    assertThat(kubelet.get("evictionHard"))
        .isEqualTo(
            Map.of(
                "memory.available", "100Mi", "nodefs.available", "1%", "imagefs.available", "1%"));
    assertThat(yaml(NodeFiles.proxy(layout, "node2")).get("hostnameOverride")).isEqualTo("node2");
  }

  @Test
  void shouldGivePodsOfEachNodeTheirOwnRange() throws Exception {
    JsonNode network = new ObjectMapper().readTree(NodeFiles.cni("10.244.2.0/24"));

    assertThat(network.at("/plugins/0/ipam/ranges/0/0/subnet").asText()).isEqualTo("10.244.2.0/24");
    assertThat(network.at("/plugins/1/type").asText()).isEqualTo("portmap");
  }

  @Test
  void shouldPointContainerdAtProgramsThatWereUnpacked() {
    NodeTools tools = new NodeTools(Path.of("/cache/tools"));

    String toml = NodeFiles.containerd(Path.of("/images"), Path.of("/node"), tools);

    assertThat(toml)
        .contains(
            "root = \"/images\"",
            "sandbox_image = \"weir.dev/e2e/pause:1\"",
            "BinaryName = \"/cache/tools/usr/sbin/runc\"",
            "bin_dir = \"/cache/tools/usr/lib/cni\"",
            "conf_dir = \"/node/cni\"");
  }

  private static Map<?, ?> yaml(String text) {
    return Serialization.unmarshal(text, Map.class);
  }
}
