package dev.weir.operator.apply;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Resources that nothing is to be done to for a while. Pure. */
public final class Pause {
  /** With {@code "true"} the operator changes nothing of the resource. */
  public static final String ANNOTATION = "weir.dev/paused";

  private static final String TEXT = "annotation " + ANNOTATION + " is set; take it away to go on";

  private Pause() {}

  /** Whether somebody has said so. */
  public static boolean of(HasMetadata resource) {
    Map<String, String> annotations = resource.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(ANNOTATION));
  }

  /** Whether a change of a resource is one to act on: of its specification, or of this. */
  public static boolean matters(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || of(now) != of(before)
        || now.getMetadata().getDeletionTimestamp() != null;
  }

  /**
   * Says so. A resource that was ready stays so while its specification is the one that it was.
   *
   * @param before the conditions of the stored status
   * @param conditions of this reconcile
   */
  public static void tell(HasMetadata resource, List<Condition> before, Conditions conditions) {
    conditions.fails(ConditionType.RECONCILING, Reason.PAUSED, TEXT);
    boolean known =
        before.stream()
            .anyMatch(
                condition ->
                    condition.type().equals(ConditionType.READY.text())
                        && Objects.equals(
                            condition.observedGeneration(),
                            resource.getMetadata().getGeneration()));
    if (!known) {
      conditions.fails(ConditionType.READY, Reason.PAUSED, "the specification waits: " + TEXT);
    }
  }
}
