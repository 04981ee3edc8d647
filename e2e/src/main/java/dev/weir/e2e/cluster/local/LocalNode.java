package dev.weir.e2e.cluster.local;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.Command;
import dev.weir.e2e.cluster.process.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One node of a cluster: containerd, kubelet and kube-proxy under one first process.
 *
 * @param layout of the cluster
 * @param name of the node
 */
record LocalNode(ClusterLayout layout, String name) {

  /** Writes the node's files and makes its cgroup; the certificates are there. */
  void prepare(NodeTools tools, ImageTemplate images) {
    Path folder = folder();
    try {
      Files.createDirectories(folder.resolve("cni"));
      Files.createDirectories(folder.resolve("lib"));
      Files.createDirectories(folder.resolve("log"));
      Files.writeString(
          folder.resolve("containerd.toml"),
          NodeFiles.containerd(NodeFiles.CONTAINERD_ROOT, folder, tools));
      Files.writeString(
          folder.resolve("cni").resolve("10-pods.conflist"),
          NodeFiles.cni(ClusterLayout.podRangeOf(name)));
      Files.writeString(folder.resolve("kubelet.yaml"), NodeFiles.kubelet(layout, name));
      Files.writeString(folder.resolve("kube-proxy.yaml"), NodeFiles.proxy(layout, name));
      // Pods with the node's own DNS policy have no name server at all.
      Files.writeString(folder.resolve("resolv.conf"), "");
      Scripts.unpack("node.sh", folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    images.copyTo(folder.resolve("lib").resolve("containerd"));
    Cgroups.create(layout.cgroupOf(name));
  }

  /** Switches it on. */
  void start(NodeTools tools, Path kubernetes) {
    Command isolated =
        Network.inside(layout.namespaceOf(name))
            .and("unshare", "--mount", "--propagation", "private", "--pid", "--fork")
            .and("--kill-child=KILL", "--mount-proc", "bash")
            .and(folder().resolve("node.sh").toString(), folder().toString())
            .and(layout.pki().resolve(name + ".kubeconfig").toString(), name)
            .and(ClusterLayout.addressOf(name));
    layout.processes().start(name, tools.offerTo(isolated, List.of(kubernetes)));
  }

  boolean isRunning() {
    return layout.processes().find(name).filter(ProcessRecord::isRunning).isPresent();
  }

  /** Kills its first process, and with it every other, at once. */
  void powerCut() {
    ProcessHandle first = firstProcess().orElseThrow(this::isOff);
    first.destroyForcibly();
    // What waits for the first process ends with it.
    layout.processes().find(name).ifPresent(layout.processes()::stop);
  }

  /** Runs a program of the node's tools inside of it. */
  Command inside(NodeTools tools, String... words) {
    long first = firstProcess().orElseThrow(this::isOff).pid();
    return tools.offerTo(
        Command.of("nsenter", "--target", Long.toString(first), "--mount", "--pid", "--net")
            .and(words),
        List.of());
  }

  private Optional<ProcessHandle> firstProcess() {
    return layout
        .processes()
        .find(name)
        .filter(ProcessRecord::isRunning)
        .flatMap(parent -> ProcessHandle.of(parent.pid()))
        .flatMap(parent -> parent.children().findFirst());
  }

  private WeirException isOff() {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        name + " of cluster " + layout.name() + " is not running",
        "Start it again, or look into " + layout.processes().log(name));
  }

  private Path folder() {
    return layout.nodeFolder(name);
  }
}
