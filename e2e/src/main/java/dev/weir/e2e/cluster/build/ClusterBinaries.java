package dev.weir.e2e.cluster.build;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Every program of a cluster, each built or fetched when it is first asked for and found in the
 * cache from then on.
 *
 * @param cache where they are kept
 * @param sources folder {@code e2e/cluster} of the clone, with the Go modules
 * @param progress told about what takes long
 */
public record ClusterBinaries(BuildCache cache, Path sources, Progress progress) {
  /** The version of Kubernetes that the Go module pins. */
  public static final String KUBERNETES_VERSION = "v1.34.4";

  private static final List<String> PARTS =
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "kube-proxy");
  private static final DebianPackages TOOLS =
      new DebianPackages(
          List.of("containerd", "runc", "containernetworking-plugins", "nftables", "iptables"));
  // The machine's own C library has to stay: its loader and its library must match.
  private static final List<String> OF_THE_MACHINE = List.of("libc6_", "libgcc-s1_", "gcc-");

  /** Folder with etcd and the parts of Kubernetes, each under its name. */
  public Path kubernetes() {
    String version = "k8s.io/component-base/version.git";
    String[] numbers = KUBERNETES_VERSION.substring(1).split("\\.", 3);
    GoBuild build =
        new GoBuild(
            "Kubernetes",
            sources.resolve("kubernetes"),
            List.of(
                version + "Version=" + KUBERNETES_VERSION,
                version + "Major=" + numbers[0],
                version + "Minor=" + numbers[1]));
    return cache.require(
        "kubernetes",
        build.hash().addAll(PARTS),
        target -> {
          build.build(target, progress);
          for (String part : PARTS) {
            Files.createSymbolicLink(target.resolve(part), Path.of("kubernetes"));
          }
        });
  }

  /** The CoreDNS program. */
  public Path coredns() {
    return require(new GoBuild("CoreDNS", sources.resolve("coredns"), List.of()))
        .resolve("coredns");
  }

  /** The MinIO server, an object store. */
  public Path minio() {
    GoBuild build = new GoBuild("MinIO", sources.resolve("minio"), List.of());
    return cache
        .require(
            "minio",
            build.hash(),
            target -> build.build(target, progress, "github.com/minio/minio"))
        .resolve("minio");
  }

  /** The first process of a pod. */
  public Path pause() {
    return node().resolve("pause");
  }

  /** The program that leads from a port of the host into a network namespace. */
  public Path forward() {
    return node().resolve("forward");
  }

  /** Folder into which containerd, runc, the CNI plugins, nft and iptables are unpacked. */
  public Path tools() {
    return cache.require("tools", TOOLS.hash(), this::unpackTools);
  }

  private Path node() {
    return require(new GoBuild("the pods' first process", sources.resolve("node"), List.of()));
  }

  private Path require(GoBuild build) {
    return cache.require(
        build.module().getFileName().toString(),
        build.hash(),
        target -> build.build(target, progress));
  }

  private void unpackTools(Path target) throws IOException {
    progress.say("fetching containerd, runc and network tools from Debian (only the first time)");
    Path downloads = Files.createDirectory(target.resolve("downloads"));
    for (Path archive : TOOLS.download(downloads)) {
      String name = archive.getFileName().toString();
      if (OF_THE_MACHINE.stream().noneMatch(name::startsWith)) {
        Command.of("dpkg-deb", "-x", archive.toString(), target.toString()).run("unpack " + name);
      }
    }
    Command.of("rm", "-r", downloads.toString()).run("delete the downloaded packages");
    // What Debian's installation scripts would have linked.
    Files.createSymbolicLink(target.resolve("usr/sbin/iptables"), Path.of("iptables-nft"));
    Files.createSymbolicLink(target.resolve("usr/sbin/ip6tables"), Path.of("ip6tables-nft"));
  }
}
