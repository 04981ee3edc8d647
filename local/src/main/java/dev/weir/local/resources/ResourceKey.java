package dev.weir.local.resources;

/**
 * What a resource is called.
 *
 * @param kind as in YAML, {@code Dashboard}
 * @param namespace {@code default} where the YAML names none
 * @param name unique in kind and namespace
 */
public record ResourceKey(String kind, String namespace, String name)
    implements Comparable<ResourceKey> {

  /** By kind, then namespace, then name. */
  @Override
  public int compareTo(ResourceKey other) {
    int byKind = kind.compareTo(other.kind);
    int byNamespace = byKind != 0 ? byKind : namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return kind + " " + (namespace.equals("default") ? "" : namespace + "/") + name;
  }
}
