package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.Image;
import dev.weir.e2e.cluster.image.ImageArchive;
import dev.weir.e2e.cluster.process.ProcessRecord;
import dev.weir.e2e.cluster.process.Waiting;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A cluster of this machine's own processes. The object holds nothing but names: any number of JVMs
 * may have one for the same cluster.
 */
public final class LocalCluster implements TestCluster {
  private static final int FILES_PORT = 8080;

  private final ClusterLayout layout;
  private final ClusterDescription description;
  private final ClusterBinaries binaries;
  private final Progress progress;

  LocalCluster(
      ClusterLayout layout,
      ClusterDescription description,
      ClusterBinaries binaries,
      Progress progress) {
    this.layout = layout;
    this.description = description;
    this.binaries = binaries;
    this.progress = progress;
  }

  ClusterLayout layout() {
    return layout;
  }

  @Override
  public String name() {
    return layout.name();
  }

  /** The folder with everything of the cluster, logs included. */
  public Path folder() {
    return layout.folder();
  }

  @Override
  public Path kubeconfig() {
    return layout.kubeconfig();
  }

  @Override
  public List<String> nodes() {
    return description.nodes();
  }

  @Override
  public KubernetesClient client() {
    return ClusterClients.administrator(layout);
  }

  /** Whether every process of it that was started still runs. */
  public boolean isRunning() {
    List<ProcessRecord> processes = processes();
    return !processes.isEmpty() && processes.stream().allMatch(ProcessRecord::isRunning);
  }

  /** Every process that was started for it and not stopped again. */
  public List<ProcessRecord> processes() {
    return layout.processes().list();
  }

  @Override
  public void load(Image image) {
    NodeTools tools = new NodeTools(binaries.tools());
    Path archive = layout.folder().resolve("image.tar");
    try {
      ImageArchive.write(image, archive);
      for (String node : nodes()) {
        new LocalNode(layout, node)
            .inside(tools, "ctr", "--namespace", "k8s.io", "images", "import")
            .and("--snapshotter", "overlayfs", archive.toString())
            .run("load " + image.reference() + " into " + node);
      }
      Files.delete(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI serve(Path files) {
    ProcessRecord unused =
        layout
            .processes()
            .start(
                "files",
                Network.inside(layout.controlPlaneNamespace())
                    .and(Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString())
                    .and("--bind-address", ClusterLayout.CONTROL_PLANE_ADDRESS)
                    .and("--port", String.valueOf(FILES_PORT), "--output", "none")
                    .and("--directory", files.toAbsolutePath().toString()));
    return URI.create("http://" + ClusterLayout.CONTROL_PLANE_ADDRESS + ":" + FILES_PORT + "/");
  }

  @Override
  public int forward(String address, int port) {
    Forwarding forwarding =
        new Forwarding(
            ControlPlaneEndpoints.freePorts(1).getFirst(), layout.controlPlaneNamespace());
    layout
        .processes()
        .start(
            "forward-%s-%d".formatted(address, port),
            forwarding.to(binaries.forward(), address, port));
    Waiting.until("the way to " + address, forwarding::isOpen);
    return forwarding.port();
  }

  @Override
  public void powerCut(String node) {
    new LocalNode(layout, node).powerCut();
    progress.say(node + " has lost its power");
  }

  @Override
  public void powerOn(String node) {
    Instant started = Instant.now();
    new LocalNode(layout, node).start(new NodeTools(binaries.tools()), binaries.kubernetes());
    try (KubernetesClient client = ClusterClients.impatient(layout)) {
      Readiness readiness = new Readiness(layout, client);
      readiness.awaitNode(node, started);
      readiness.awaitDns(List.of(node));
    }
    progress.say(node + " is ready again");
  }

  @Override
  public void close() {
    new Teardown(layout, nodes()).run();
    progress.say("cluster " + name() + " is down");
  }
}
