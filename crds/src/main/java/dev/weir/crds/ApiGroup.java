package dev.weir.crds;

/** The API group and version under which every kind of Weir is known. */
public final class ApiGroup {
  public static final String NAME = "weir.dev";
  public static final String VERSION = "v1alpha1";
  public static final String API_VERSION = NAME + "/" + VERSION;

  /** Where a content resource lives when it does not say: the laptop knows no other. */
  public static final String DEFAULT_NAMESPACE = "default";

  private ApiGroup() {}
}
