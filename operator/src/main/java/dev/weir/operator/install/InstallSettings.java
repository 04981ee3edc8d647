package dev.weir.operator.install;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs from installation to installation.
 *
 * @param namespace of the operator
 * @param image of the operator, with tag
 * @param dataPlaneRepository image of the data plane, without tag
 * @param dataPlaneTag its tag
 * @param minioImage of object stores that the operator runs; null: its default
 * @param postgresImage of databases that the operator runs; null: its default
 * @param npmRegistry where {@code npm:} sources of Tables are; null: nowhere
 * @param watchedNamespaces whose resources are made true; empty: all
 * @param replicas of the operator; one of them reconciles
 * @param webhook whether the API server asks the operator before it stores a resource
 */
public record InstallSettings(
    String namespace,
    String image,
    String dataPlaneRepository,
    String dataPlaneTag,
    @Nullable String minioImage,
    @Nullable String postgresImage,
    @Nullable String npmRegistry,
    Set<String> watchedNamespaces,
    int replicas,
    boolean webhook) {

  /** A defensive copy of the set. */
  public InstallSettings {
    watchedNamespaces = Set.copyOf(watchedNamespaces);
  }
}
