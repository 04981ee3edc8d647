package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.BaseImages;
import dev.weir.e2e.cluster.image.Image;
import dev.weir.e2e.cluster.pki.ClusterPki;
import dev.weir.e2e.cluster.pki.SecretFile;
import dev.weir.e2e.cluster.process.Command;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From nothing to a cluster that can be used.
 *
 * @param layout where it will be
 * @param binaries what it runs
 * @param progress told about every step
 */
record ClusterStart(ClusterLayout layout, ClusterBinaries binaries, Progress progress) {
  private static final String FORWARD = "forward";

  ClusterDescription run(ClusterSpec spec, List<String> nodes) {
    return nodes.isEmpty() ? controlPlaneAlone() : withNodes(spec, nodes);
  }

  private ClusterDescription controlPlaneAlone() {
    ControlPlaneEndpoints endpoints = ControlPlaneEndpoints.onFreePorts();
    ControlPlane controlPlane = new ControlPlane(layout, binaries.kubernetes(), endpoints);
    ClusterDescription description = new ClusterDescription(List.of(), endpoints.apiPort());
    LocalClusters.claim(layout);
    description.write(layout.description());
    writePki(endpoints, description);
    try (KubernetesClient client = ClusterClients.impatient(layout)) {
      startControlPlane(controlPlane, Command.of("env"), new Readiness(layout, client));
    }
    progress.say("ready: a control plane without nodes");
    return description;
  }

  private ClusterDescription withNodes(ClusterSpec spec, List<String> nodes) {
    ControlPlaneEndpoints endpoints = ControlPlaneEndpoints.inNamespace();
    ControlPlane controlPlane = new ControlPlane(layout, binaries.kubernetes(), endpoints);
    Path forward = binaries.forward();
    ImageTemplate template = ImageTemplate.require(binaries, images(spec));
    ClusterDescription description =
        new ClusterDescription(nodes, ControlPlaneEndpoints.freePorts(1).getFirst());
    Network network = new Network(layout);
    network.checkFree(nodes);
    LocalClusters.claim(layout);
    description.write(layout.description());
    network.create(nodes);
    ClusterPki pki = writePki(endpoints, description);
    layout
        .processes()
        .start(
            FORWARD,
            new Forwarding(description.port(), layout.controlPlaneNamespace())
                .to(forward, ClusterLayout.CONTROL_PLANE_ADDRESS, endpoints.apiPort()));
    progress.say("network and certificates are made");
    try (KubernetesClient client = ClusterClients.impatient(layout)) {
      Readiness readiness = new Readiness(layout, client);
      prepareNodes(nodes, pki, endpoints, template);
      startControlPlane(controlPlane, Network.inside(layout.controlPlaneNamespace()), readiness);
      Instant started = Instant.now();
      startNodes(nodes);
      installDns(client);
      new LocalVolumes(layout, client).create(nodes);
      nodes.forEach(node -> readiness.awaitNode(node, started));
      progress.say("every node is ready");
      readiness.awaitDns(nodes);
    }
    progress.say("ready: %s, with DNS".formatted(String.join(", ", nodes)));
    return description;
  }

  private List<Image> images(ClusterSpec spec) {
    List<Image> images = new ArrayList<>(new BaseImages(binaries).all());
    images.addAll(spec.images());
    return images;
  }

  private ClusterPki writePki(ControlPlaneEndpoints endpoints, ClusterDescription description) {
    ClusterPki pki = new ClusterPki(layout.pki(), layout.name());
    pki.writeControlPlane(
        endpoints.server(),
        List.of(
            ClusterLayout.LOOPBACK,
            ClusterLayout.CONTROL_PLANE_ADDRESS,
            ClusterLayout.API_SERVICE_ADDRESS));
    String fromHost = "https://" + ClusterLayout.LOOPBACK + ":" + description.port();
    SecretFile.write(layout.kubeconfig(), pki.administrator(fromHost).yaml());
    return pki;
  }

  private void startControlPlane(ControlPlane parts, Command prefix, Readiness readiness) {
    parts.startStore(layout.processes(), prefix);
    readiness.awaitApiServer();
    progress.say("the API server answers");
    parts.startControllers(layout.processes(), prefix);
    readiness.awaitServiceAccount();
    progress.say("controllers and scheduler work");
  }

  private void prepareNodes(
      List<String> nodes, ClusterPki pki, ControlPlaneEndpoints endpoints, ImageTemplate images) {
    NodeTools tools = new NodeTools(binaries.tools());
    for (String node : nodes) {
      pki.writeNode(node, ClusterLayout.addressOf(node), endpoints.server());
      new LocalNode(layout, node).prepare(tools, images);
    }
  }

  private void startNodes(List<String> nodes) {
    NodeTools tools = new NodeTools(binaries.tools());
    nodes.forEach(node -> new LocalNode(layout, node).start(tools, binaries.kubernetes()));
  }

  private void installDns(KubernetesClient client) {
    byte[] manifest = Scripts.read("dns.yaml").getBytes(StandardCharsets.UTF_8);
    client
        .load(new ByteArrayInputStream(manifest))
        .resources()
        .forEach(resource -> resource.serverSideApply());
  }
}
