package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.Command;
import dev.weir.e2e.cluster.process.ProcessLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * etcd, API server, controller manager and scheduler: which arguments each is started with.
 *
 * @param layout of the cluster
 * @param binaries folder with the programs
 * @param endpoints where each part listens
 */
record ControlPlane(ClusterLayout layout, Path binaries, ControlPlaneEndpoints endpoints) {
  static final String ETCD = "etcd";
  static final String API_SERVER = "kube-apiserver";
  static final String CONTROLLER_MANAGER = "kube-controller-manager";
  static final String SCHEDULER = "kube-scheduler";

  /** Starts etcd and the API server, which waits for etcd by itself. */
  void startStore(ProcessLedger processes, Command prefix) {
    start(processes, prefix, ETCD, etcd());
    start(processes, prefix, API_SERVER, apiServer());
  }

  /** Starts what needs an API server that answers. */
  void startControllers(ProcessLedger processes, Command prefix) {
    start(processes, prefix, CONTROLLER_MANAGER, controllerManager());
    start(processes, prefix, SCHEDULER, scheduler());
  }

  private void start(ProcessLedger processes, Command prefix, String part, List<String> arguments) {
    processes.start(
        part, prefix.and(binaries.resolve(part).toString()).and(arguments.toArray(String[]::new)));
  }

  List<String> etcd() {
    String client = endpoints.etcd();
    String peer = endpoints.etcdPeer();
    return List.of(
        "--name=default",
        "--data-dir=" + layout.etcd(),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        // A cluster for tests ends with its data: nothing has to outlive the machine.
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  List<String> apiServer() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--etcd-servers=" + endpoints.etcd(),
                "--bind-address=" + endpoints.bindAddress(),
                "--advertise-address=" + endpoints.address(),
                "--secure-port=" + endpoints.apiPort(),
                "--service-cluster-ip-range=" + ClusterLayout.SERVICE_RANGE,
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--allow-privileged",
                "--enable-aggregator-routing",
                "--client-ca-file=" + pki("ca.crt"),
                "--tls-cert-file=" + pki("apiserver.crt"),
                "--tls-private-key-file=" + pki("apiserver.key"),
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + pki("sa.pub"),
                "--service-account-signing-key-file=" + pki("sa.key"),
                "--kubelet-certificate-authority=" + pki("ca.crt"),
                "--kubelet-client-certificate=" + pki("kubelet-client.crt"),
                "--kubelet-client-key=" + pki("kubelet-client.key"),
                "--kubelet-preferred-address-types=InternalIP",
                "--proxy-client-cert-file=" + pki("front-proxy.crt"),
                "--proxy-client-key-file=" + pki("front-proxy.key"),
                "--requestheader-client-ca-file=" + pki("ca.crt"),
                "--requestheader-allowed-names=front-proxy",
                "--requestheader-username-headers=X-Remote-User",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-"));
    if (endpoints.onLoopback()) {
      // The service "kubernetes" may not point to loopback, and nobody would use it.
      arguments.add("--endpoint-reconciler-type=none");
    }
    return arguments;
  }

  List<String> controllerManager() {
    return List.of(
        "--kubeconfig=" + pki("controller-manager.kubeconfig"),
        "--bind-address=" + ClusterLayout.LOOPBACK,
        "--secure-port=" + endpoints.controllerManagerPort(),
        "--use-service-account-credentials",
        "--service-account-private-key-file=" + pki("sa.key"),
        "--root-ca-file=" + pki("ca.crt"),
        "--cluster-signing-cert-file=" + pki("ca.crt"),
        "--cluster-signing-key-file=" + pki("ca.key"),
        // It makes this folder, and the default is one of the machine's own.
        "--flex-volume-plugin-dir=" + layout.folder().resolve("volume-plugins"),
        // There is one of each; an election would only cost time.
        "--leader-elect=false",
        // At the default rate the first start takes five seconds longer.
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        // A lost node is noticed after 8 s; the default is 50 s.
        "--node-monitor-grace-period=8s",
        "--node-monitor-period=1s",
        "--horizontal-pod-autoscaler-sync-period=5s");
  }

  List<String> scheduler() {
    return List.of(
        "--kubeconfig=" + pki("scheduler.kubeconfig"),
        "--bind-address=" + ClusterLayout.LOOPBACK,
        "--secure-port=" + endpoints.schedulerPort(),
        "--leader-elect=false",
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  private Path pki(String file) {
    return layout.pki().resolve(file);
  }
}
