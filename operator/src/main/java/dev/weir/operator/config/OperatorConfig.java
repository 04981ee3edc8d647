package dev.weir.operator.config;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the operator is set up.
 *
 * @param imageRepository of the data plane, without tag; a Warehouse may name another
 * @param imageTag of the data plane; a Warehouse may name another
 * @param minioImage of the object store that the operator runs for a Warehouse, with tag
 * @param postgresImage of the database that the operator runs for a Warehouse, with tag
 * @param watchedNamespaces whose resources are made true; empty: all
 * @param namespace of the operator's own pod
 * @param pod name of the operator's own pod: its identity when a leader is elected
 * @param leaderElection whether others may run beside this one
 * @param scaleDownWindow how long a cluster must have had too little work before it loses nodes
 * @param npmRegistry where {@code npm:} sources of Tables are; null: nowhere
 * @param webhook where the API server asks before it stores a resource; null: nowhere
 */
public record OperatorConfig(
    String imageRepository,
    String imageTag,
    String minioImage,
    String postgresImage,
    Set<String> watchedNamespaces,
    String namespace,
    String pod,
    boolean leaderElection,
    Duration scaleDownWindow,
    @Nullable URI npmRegistry,
    @Nullable WebhookConfig webhook) {
  /** {@link #imageRepository}. */
  public static final String IMAGE_REPOSITORY = "WEIR_IMAGE_REPOSITORY";

  /** {@link #imageTag}. */
  public static final String IMAGE_TAG = "WEIR_IMAGE_TAG";

  /** {@link #minioImage}. */
  public static final String MINIO_IMAGE = "WEIR_MINIO_IMAGE";

  /** {@link #postgresImage}. */
  public static final String POSTGRES_IMAGE = "WEIR_POSTGRES_IMAGE";

  /** {@link #watchedNamespaces}, with commas; empty or absent: all. */
  public static final String WATCHED_NAMESPACES = "WEIR_WATCHED_NAMESPACES";

  /** {@link #namespace}. */
  public static final String NAMESPACE = "WEIR_NAMESPACE";

  /** {@link #pod}. */
  public static final String POD = "WEIR_POD";

  /** {@link #leaderElection}; {@code true} when absent. */
  public static final String LEADER_ELECTION = "WEIR_LEADER_ELECTION";

  /** {@link #scaleDownWindow}, in seconds. */
  public static final String SCALE_DOWN_SECONDS = "WEIR_SCALE_DOWN_SECONDS";

  /** {@link #npmRegistry}; empty or absent: none. */
  public static final String NPM_REGISTRY = "WEIR_NPM_REGISTRY";

  private static final int SCALE_DOWN_SECONDS_DEFAULT = 60;
  private static final int SCALE_DOWN_SECONDS_MAX = 86_400;

  /** What {@link #minioImage} is when nothing else is said. */
  public static final String MINIO_IMAGE_DEFAULT = "minio/minio:RELEASE.2025-09-07T16-13-09Z";

  /** What {@link #postgresImage} is when nothing else is said. */
  public static final String POSTGRES_IMAGE_DEFAULT = "postgres:17";

  /** A defensive copy of the set. */
  public OperatorConfig {
    watchedNamespaces = Set.copyOf(watchedNamespaces);
  }

  /**
   * As the environment of the process says.
   *
   * @throws WeirException INVALID_CONFIGURATION that lists every variable that is missing
   */
  public static OperatorConfig of(Map<String, String> environment) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(IMAGE_REPOSITORY, IMAGE_TAG, NAMESPACE, POD)) {
      if (environment.getOrDefault(name, "").isBlank()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the operator's environment lacks " + String.join(", ", missing),
          "set them in the operator's Deployment, as charts/weir does, for example "
              + IMAGE_REPOSITORY
              + "=registry.example.com/weir");
    }
    return new OperatorConfig(
        environment.get(IMAGE_REPOSITORY),
        environment.get(IMAGE_TAG),
        environment.getOrDefault(MINIO_IMAGE, MINIO_IMAGE_DEFAULT),
        environment.getOrDefault(POSTGRES_IMAGE, POSTGRES_IMAGE_DEFAULT),
        namespaces(environment.getOrDefault(WATCHED_NAMESPACES, "")),
        environment.get(NAMESPACE),
        environment.get(POD),
        !"false".equals(environment.get(LEADER_ELECTION)),
        Duration.ofSeconds(scaleDownSeconds(environment.get(SCALE_DOWN_SECONDS))),
        registry(environment.getOrDefault(NPM_REGISTRY, "").strip()),
        WebhookConfig.of(environment));
  }

  private static @Nullable URI registry(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI address = new URI(text);
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (URISyntaxException e) {
      // As if it had no host.
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        NPM_REGISTRY + " is \"" + text + "\"",
        "give an address, for example https://registry.example.com/npm/");
  }

  private static int scaleDownSeconds(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return SCALE_DOWN_SECONDS_DEFAULT;
    }
    try {
      int seconds = Integer.parseInt(text.strip());
      if (seconds >= 1 && seconds <= SCALE_DOWN_SECONDS_MAX) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // As if it were too large.
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        SCALE_DOWN_SECONDS + " is \"" + text + "\"",
        "give seconds from 1 to " + SCALE_DOWN_SECONDS_MAX + ", for example 60");
  }

  private static Set<String> namespaces(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
