package dev.weir.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels by which the objects of one owner are known. Pure.
 *
 * @param ownerKind kind of the custom resource that they are made for
 * @param owner its name
 * @param warehouse name of the Warehouse that it belongs to, itself included
 */
public record Labels(String ownerKind, String owner, String warehouse) {
  /** Who writes the objects; also the name under which fields are owned. */
  public static final String OPERATOR = "weir-operator";

  /** Who keeps an object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Which part of Weir: {@code meta}, {@code gateway}, … */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** The Warehouse that a pod belongs to. */
  public static final String WAREHOUSE = "weir.dev/warehouse";

  /** Kind of the resource that an object is made for. */
  public static final String OWNER_KIND = "weir.dev/owner-kind";

  private static final String NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String WEIR = "weir";

  /** Of every object of a part. */
  public Map<String, String> of(String component) {
    Map<String, String> labels = new LinkedHashMap<>(selector(component));
    labels.put(MANAGED_BY, OPERATOR);
    labels.put(OWNER_KIND, ownerKind);
    labels.put(WAREHOUSE, warehouse);
    return labels;
  }

  /** What selects the pods of a part; never changes, as workloads cannot take another selector. */
  public Map<String, String> selector(String component) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(NAME, WEIR);
    labels.put(INSTANCE, owner);
    labels.put(COMPONENT, component);
    return labels;
  }

  /** What selects the pods of a part of any owner in the warehouse. */
  public Map<String, String> ofWarehouse(String component) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(WAREHOUSE, warehouse);
    labels.put(COMPONENT, component);
    return labels;
  }

  /** What a watch for objects of resources of that kind selects. */
  public static String watch(String ownerKind) {
    return MANAGED_BY + "=" + OPERATOR + "," + OWNER_KIND + "=" + ownerKind;
  }

  /** Name of the resource that a watched object is made for; empty when it does not say. */
  public static String ownerOf(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(INSTANCE, "");
  }

  /** Whether an object is one of this owner's. */
  public boolean has(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null
        && OPERATOR.equals(labels.get(MANAGED_BY))
        && ownerKind.equals(labels.get(OWNER_KIND))
        && owner.equals(labels.get(INSTANCE));
  }
}
