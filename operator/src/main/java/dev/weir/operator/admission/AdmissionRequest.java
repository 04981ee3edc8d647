package dev.weir.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the API server asks of a webhook, as far as it matters here. Pure.
 *
 * @param uid by which the answer is known
 * @param kind of the resource; null for one that is not Weir's
 * @param subresource empty for the resource itself
 * @param object as it would be stored; missing when it is to be deleted
 * @param old as it is stored; null when it is to be created
 */
record AdmissionRequest(
    String uid, @Nullable Kind kind, String subresource, JsonNode object, @Nullable JsonNode old) {

  /** Empty when it is no request of this version. */
  static Optional<AdmissionRequest> of(@Nullable JsonNode review) {
    if (review == null
        || !review.path("apiVersion").asText().equals(AdmissionAnswer.API_VERSION)
        || !review.path("kind").asText().equals(AdmissionAnswer.KIND)
        || review.at("/request/uid").asText("").isEmpty()) {
      return Optional.empty();
    }
    JsonNode request = review.path("request");
    JsonNode old = request.path("oldObject");
    return Optional.of(
        new AdmissionRequest(
            request.path("uid").asText(),
            kind(request.path("kind")),
            request.path("subResource").asText(""),
            request.path("object"),
            old.isObject() ? old : null));
  }

  private static @Nullable Kind kind(JsonNode named) {
    return named.path("group").asText().equals(ApiGroup.NAME)
        ? Arrays.stream(Kind.values())
            .filter(kind -> kind.text().equals(named.path("kind").asText()))
            .findFirst()
            .orElse(null)
        : null;
  }

  /**
   * Whether it is about a specification that is to be made true. One that does not change passes
   * whatever is in it: finalizers and labels of a broken resource must be free to change.
   */
  boolean isAboutSpecification() {
    return kind != null
        && subresource.isEmpty()
        && object instanceof ObjectNode
        && object.at("/metadata/deletionTimestamp").isMissingNode()
        && (old == null || !old.path("spec").equals(object.path("spec")));
  }
}
