package dev.weir.e2e.cluster.pki;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

/**
 * The certificates and kubeconfig files of one cluster, in one folder: who there is, and by which
 * names Kubernetes' built-in roles know them.
 */
public final class ClusterPki {
  private final Path folder;
  private final String cluster;
  private final CertificateAuthority authority;

  /** Makes a new authority; nothing is written yet. */
  public ClusterPki(Path folder, String cluster) {
    this.folder = folder;
    this.cluster = cluster;
    this.authority = new CertificateAuthority("weir-" + cluster);
  }

  /**
   * Writes what the control plane needs.
   *
   * @param server address by which the control plane's own clients reach the API server
   * @param addresses under which the API server is reached
   */
  public void writeControlPlane(String server, List<String> addresses) {
    authority.self().write(folder, "ca");
    authority
        .server(
            "CN=kube-apiserver",
            List.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local"),
            addresses)
        .write(folder, "apiserver");
    authority.client("O=system:masters,CN=kube-apiserver-kubelet").write(folder, "kubelet-client");
    authority.client("CN=front-proxy").write(folder, "front-proxy");
    KeyPair serviceAccounts = CertificateAuthority.newKeyPair();
    SecretFile.write(folder.resolve("sa.key"), Credential.pem(serviceAccounts.getPrivate()));
    SecretFile.write(folder.resolve("sa.pub"), Credential.pem(serviceAccounts.getPublic()));
    writeKubeconfig("controller-manager", server, "CN=system:kube-controller-manager");
    writeKubeconfig("scheduler", server, "CN=system:kube-scheduler");
    writeKubeconfig("proxy", server, "CN=system:kube-proxy");
  }

  /** Writes what one node needs: {@code NODE.kubeconfig}, {@code NODE.crt}, {@code NODE.key}. */
  public void writeNode(String node, String address, String server) {
    authority.server("CN=" + node, List.of(node), List.of(address)).write(folder, node);
    writeKubeconfig(node, server, "O=system:nodes,CN=system:node:" + node);
  }

  /** The administrator's kubeconfig, for use from the host. */
  public Kubeconfig administrator(String server) {
    return kubeconfig(server, "O=system:masters,CN=admin");
  }

  private void writeKubeconfig(String name, String server, String subject) {
    SecretFile.write(folder.resolve(name + ".kubeconfig"), kubeconfig(server, subject).yaml());
  }

  private Kubeconfig kubeconfig(String server, String subject) {
    return new Kubeconfig(
        cluster, server, authority.self().certificate(), authority.client(subject));
  }
}
