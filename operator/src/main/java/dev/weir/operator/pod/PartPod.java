package dev.weir.operator.pod;

import dev.weir.crds.pod.PodSettings;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pod of one part in the making: one container that writes to nothing but its volumes, runs as
 * nobody in particular and has no right in the cluster. Fluent; used once, by one thread.
 */
public final class PartPod {
  /** User and group that every container runs as; the image's own user has the same number. */
  public static final long UID = 10_001;

  /**
   * Seconds between the order to stop and the stop, in which load balancers forget the pod. A pod
   * is taken out of its Services at the same moment as it is told to stop, not before.
   */
  private static final long FORGET_SECONDS = 5;

  /**
   * Times in a row that a container may not say that it is ready. On a machine that has too much to
   * do, answers are late; to take the only pod out of its Service then makes late answers none. A
   * pod that stops, or whose machine is lost, is taken out without this.
   */
  private static final int BUSY_FAILURES = 5;

  private static final String TMP = "tmp";
  private static final String HOST = "kubernetes.io/hostname";

  private final String component;
  private final String image;
  private final PodSettings settings;
  private final List<EnvVar> environment = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private final Map<String, String> mounts = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final List<Container> before = new ArrayList<>();
  private List<String> arguments = List.of();
  private List<ObjectRef> pullSecrets = List.of();
  private PodDefaults defaults = new PodDefaults("100m", "512Mi");
  private @Nullable Probe alive;
  private @Nullable Probe ready;
  private @Nullable Affinity affinity;
  private boolean spread;
  private boolean leaves;
  private long graceSeconds = 30;
  private @Nullable Map<String, String> selector;

  /** A pod with an empty folder for temporary files and nothing else. */
  public PartPod(String component, String image, PodSettings settings) {
    this.component = component;
    this.image = image;
    this.settings = settings;
    emptyFolder(TMP, "/tmp", null);
  }

  /** What the container is promised where the settings do not say. */
  public PartPod defaults(PodDefaults amounts) {
    this.defaults = amounts;
    return this;
  }

  /** Secrets for pulling the image. */
  public PartPod pulledWith(List<ObjectRef> secrets) {
    this.pullSecrets = secrets;
    return this;
  }

  /** Arguments of the image's program. */
  public PartPod arguments(String... values) {
    this.arguments = List.of(values);
    return this;
  }

  /** A variable; one that is null is left out. */
  public PartPod environment(String name, @Nullable String value) {
    if (value != null) {
      environment.add(new EnvVarBuilder().withName(name).withValue(value).build());
    }
    return this;
  }

  /** A variable that is a field of the pod itself, as {@code metadata.name}. */
  public PartPod fieldOfPod(String name, String path) {
    environment.add(
        new EnvVarBuilder()
            .withName(name)
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath(path)
            .endFieldRef()
            .endValueFrom()
            .build());
    return this;
  }

  /** A variable from a Secret, for images that read no files. */
  public PartPod secretVariable(String name, String secret, String key) {
    environment.add(
        new EnvVarBuilder()
            .withName(name)
            .withNewValueFrom()
            .withNewSecretKeyRef(key, secret, false)
            .endValueFrom()
            .build());
    return this;
  }

  /**
   * A folder with keys of a Secret as files.
   *
   * @param files key of the Secret → name of the file
   */
  public PartPod secretFolder(
      String volume, String path, String secret, Map<String, String> files) {
    return secretFolder(volume, path, secret, files, false);
  }

  /** The same where the Secret, or a key of it, may be missing: then a file is. */
  public PartPod optionalSecretFolder(
      String volume, String path, String secret, Map<String, String> files) {
    return secretFolder(volume, path, secret, files, true);
  }

  private PartPod secretFolder(
      String volume, String path, String secret, Map<String, String> files, boolean optional) {
    List<KeyToPath> items =
        files.entrySet().stream()
            .sorted(Map.Entry.comparingByKey()) // the same list from whatever map
            .map(file -> new KeyToPath(file.getKey(), null, file.getValue()))
            .toList();
    volumes.add(
        new VolumeBuilder()
            .withName(volume)
            .withNewSecret()
            .withSecretName(secret)
            .withDefaultMode(0440)
            .withItems(items)
            .withOptional(optional ? true : null)
            .endSecret()
            .build());
    mounts.put(volume, path);
    return this;
  }

  /** A folder with the keys of a ConfigMap as files, which follow it. */
  public PartPod configFolder(String volume, String path, String configMap) {
    volumes.add(
        new VolumeBuilder()
            .withName(volume)
            .withNewConfigMap()
            .withName(configMap)
            .endConfigMap()
            .build());
    mounts.put(volume, path);
    return this;
  }

  /** A folder that is empty at first and goes with the pod. */
  public PartPod emptyFolder(String volume, String path, @Nullable String sizeMax) {
    volumes.add(
        new VolumeBuilder()
            .withName(volume)
            .withNewEmptyDir()
            .withSizeLimit(
                sizeMax == null ? null : new io.fabric8.kubernetes.api.model.Quantity(sizeMax))
            .endEmptyDir()
            .build());
    mounts.put(volume, path);
    return this;
  }

  /** A folder on a volume that the workload claims for each pod. */
  public PartPod claimedFolder(String volume, String path) {
    mounts.put(volume, path);
    return this;
  }

  /** What the container listens on. */
  public PartPod port(String name, int number) {
    ports.put(name, number);
    return this;
  }

  /** Probes of Weir's own program. */
  public PartPod probedAsWeir(int port) {
    return probed(http("/health/live", port), http("/health/ready", port));
  }

  /** Probes. While the container has never been alive, it is asked each second and not killed. */
  public PartPod probed(Probe whetherAlive, Probe whetherReady) {
    this.alive = whetherAlive;
    this.ready = whetherReady;
    return this;
  }

  /** A probe by HTTP. */
  public static Probe http(String path, int port) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(port)
        .endHttpGet()
        .build();
  }

  /** A probe that only connects. */
  public static Probe connect(int port) {
    return new ProbeBuilder().withNewTcpSocket().withNewPort(port).endTcpSocket().build();
  }

  /** How long it may take to end what it has begun. */
  public PartPod graceSeconds(long seconds) {
    this.graceSeconds = seconds;
    return this;
  }

  /** Rather not on a machine that has another pod of those labels: each has its own disk. */
  public PartPod apart(Map<String, String> others) {
    this.affinity =
        new AffinityBuilder()
            .withNewPodAntiAffinity()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(100)
            .withNewPodAffinityTerm()
            .withTopologyKey(HOST)
            .withNewLabelSelector()
            .withMatchLabels(others)
            .endLabelSelector()
            .endPodAffinityTerm()
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .endPodAntiAffinity()
            .build();
    return this;
  }

  /**
   * Made anew elsewhere when its machine has not answered for some seconds instead of the five
   * minutes of Kubernetes: it has nothing that it could lose.
   */
  public PartPod leavesLostMachine() {
    this.leaves = true;
    return this;
  }

  /** Evenly over the machines, as far as there is room. */
  public PartPod spread(Map<String, String> those) {
    this.spread = true;
    this.selector = those;
    return this;
  }

  /** A command that ends before the container starts, with its image, volumes and limits only. */
  public PartPod first(String name, String... command) {
    before.add(container(name).withCommand(command).withArgs(List.of()).withEnv(List.of()).build());
    return this;
  }

  /** The template for a workload. */
  public PodTemplateSpec template(Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(settings.labels());
    all.putAll(labels); // a selector must match, whatever a person adds
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(all)
        .withAnnotations(settings.annotations().isEmpty() ? null : settings.annotations())
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(graceSeconds)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(UID)
        .withRunAsGroup(UID)
        .withFsGroup(UID)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withImagePullSecrets(
            pullSecrets.stream().map(ref -> new LocalObjectReference(ref.name())).toList())
        .withAffinity(affinity)
        .withTopologySpreadConstraints(spread ? List.of(evenly()) : List.of())
        .withNodeSelector(settings.nodeSelector().isEmpty() ? null : settings.nodeSelector())
        .withTolerations(Tolerations.of(settings.tolerations(), leaves))
        .withPriorityClassName(settings.priorityClassName())
        .withInitContainers(before)
        .withContainers(
            container(component)
                .withPorts(
                    ports.entrySet().stream()
                        .map(
                            port ->
                                new ContainerPortBuilder()
                                    .withName(port.getKey())
                                    .withContainerPort(port.getValue())
                                    .build())
                        .toList())
                .withStartupProbe(every(Objects.requireNonNull(alive), 1, 300))
                .withLivenessProbe(every(Objects.requireNonNull(alive), 10, 6))
                .withReadinessProbe(every(Objects.requireNonNull(ready), 2, BUSY_FAILURES))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(FORGET_SECONDS)
                .endPreStop()
                .endLifecycle()
                .build())
        .withVolumes(volumes)
        .endSpec()
        .build();
  }

  private ContainerBuilder container(String name) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withArgs(arguments)
        .withEnv(environment)
        .withResources(defaults.with(settings))
        .withSecurityContext(restricted())
        .withVolumeMounts(
            mounts.entrySet().stream()
                .map(
                    mount ->
                        new VolumeMountBuilder()
                            .withName(mount.getKey())
                            .withMountPath(mount.getValue())
                            .build())
                .toList());
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static Probe every(Probe probe, int seconds, int failures) {
    return new ProbeBuilder(probe)
        .withPeriodSeconds(seconds)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failures)
        .build();
  }

  private TopologySpreadConstraint evenly() {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey(HOST)
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(selector)
        .endLabelSelector()
        .build();
  }
}
