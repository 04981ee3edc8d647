package dev.weir.operator.apply;

import dev.weir.contracts.error.WeirException;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What a status says of a failure. */
public final class Failures {
  private Failures() {}

  /** What happened and what to do. Details of a defect are left to the log. */
  public static String text(Exception failure) {
    if (failure instanceof WeirException weir) {
      return weir.hint() == null ? weir.getMessage() : weir.getMessage() + "; " + weir.hint();
    }
    if (failure instanceof KubernetesClientException refused && refused.getStatus() != null) {
      return "the API server refused an object: " + refused.getStatus().getMessage();
    }
    return "the operator failed with " + failure.getClass().getSimpleName() + "; see its log";
  }
}
