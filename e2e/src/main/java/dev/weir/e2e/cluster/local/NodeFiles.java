package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.image.BaseImages;
import java.nio.file.Path;

/** The configuration files of a node, as text. Pure. */
final class NodeFiles {
  /** Where containerd keeps everything, as seen from inside of a node. */
  static final Path CONTAINERD_ROOT = Path.of("/var/lib/containerd");

  private NodeFiles() {}

  /**
   * What containerd reads (version 1.6, as in Debian 12, and later).
   *
   * @param root where it keeps images and containers
   * @param node folder of the node, for the CNI configuration
   */
  static String containerd(Path root, Path node, NodeTools tools) {
    return """
        version = 2
        root = "%1$s"
        state = "/run/containerd"
        disabled_plugins = [
          "io.containerd.snapshotter.v1.aufs",
          "io.containerd.snapshotter.v1.btrfs",
          "io.containerd.snapshotter.v1.devmapper",
          "io.containerd.snapshotter.v1.zfs",
          "io.containerd.internal.v1.opt",
        ]

        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "%2$s"
          disable_apparmor = true
          # Lowering the score of a process needs a right that containers of this machine may lack.
          restrict_oom_score_adj = true

          [plugins."io.containerd.grpc.v1.cri".containerd]
            snapshotter = "overlayfs"
            default_runtime_name = "runc"

            [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
              runtime_type = "io.containerd.runc.v2"

              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                BinaryName = "%3$s"
                SystemdCgroup = false

          [plugins."io.containerd.grpc.v1.cri".cni]
            bin_dir = "%4$s"
            conf_dir = "%5$s"
        """
        .formatted(root, BaseImages.PAUSE, tools.runc(), tools.cniPlugins(), node.resolve("cni"));
  }

  /** How a pod gets its address and, where it asks for one, a port of the node. */
  static String cni(String podRange) {
    return """
        {
          "cniVersion": "0.4.0",
          "name": "pods",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "cni0",
              "isGateway": true,
              "hairpinMode": true,
              "ipam": {
                "type": "host-local",
                "ranges": [[{"subnet": "%s"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }
            },
            {"type": "portmap", "capabilities": {"portMappings": true}}
          ]
        }
        """
        .formatted(podRange);
  }

  /** What the kubelet reads. */
  static String kubelet(ClusterLayout layout, String node) {
    Path folder = layout.nodeFolder(node);
    Path pki = layout.pki();
    return """
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        address: %1$s
        healthzBindAddress: 127.0.0.1
        authentication:
          anonymous: {enabled: false}
          webhook: {enabled: true}
          x509: {clientCAFile: %2$s/ca.crt}
        authorization: {mode: Webhook}
        tlsCertFile: %2$s/%3$s.crt
        tlsPrivateKeyFile: %2$s/%3$s.key
        containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
        clusterDNS: [%4$s]
        clusterDomain: cluster.local
        resolvConf: %5$s/resolv.conf
        volumePluginDir: /var/lib/kubelet/volume-plugins
        cgroupDriver: cgroupfs
        cgroupRoot: /%6$s
        failCgroupV1: false
        failSwapOn: false
        oomScoreAdj: 0
        kubeAPIQPS: 200
        kubeAPIBurst: 400
        registryPullQPS: 0
        # A lost node is to be noticed within seconds.
        nodeStatusUpdateFrequency: 2s
        nodeLeaseDurationSeconds: 8
        # Images cannot be fetched again, and the disk belongs to somebody else.
        imageGCHighThresholdPercent: 100
        imageGCLowThresholdPercent: 99
        evictionHard: {memory.available: 100Mi, nodefs.available: 1%%, imagefs.available: 1%%}
        """
        .formatted(
            ClusterLayout.addressOf(node),
            pki,
            node,
            ClusterLayout.DNS_ADDRESS,
            folder,
            layout.cgroupOf(node));
  }

  /** What kube-proxy reads. */
  static String proxy(ClusterLayout layout, String node) {
    return """
        apiVersion: kubeproxy.config.k8s.io/v1alpha1
        kind: KubeProxyConfiguration
        mode: nftables
        clusterCIDR: %s
        hostnameOverride: %s
        clientConnection: {kubeconfig: %s/proxy.kubeconfig}
        conntrack: {maxPerCore: 0}
        oomScoreAdj: 0
        metricsBindAddress: 127.0.0.1:10249
        healthzBindAddress: 127.0.0.1:10256
        """
        .formatted(ClusterLayout.POD_RANGE, node, layout.pki());
  }
}
