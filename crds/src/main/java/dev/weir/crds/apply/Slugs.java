package dev.weir.crds.apply;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;

/** Names of dashboards and notebooks in paths. */
public final class Slugs {

  private Slugs() {}

  /** {@code NAME}, or {@code NAMESPACE~NAME} outside of the default namespace. */
  public static String of(WeirResource<?, ?> resource) {
    String namespace = resource.namespaceOrDefault();
    String name = resource.getMetadata().getName();
    return namespace.equals(ApiGroup.DEFAULT_NAMESPACE) ? name : namespace + "~" + name;
  }
}
