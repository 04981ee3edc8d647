package dev.weir.operator.admission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API server is answered. Pure. */
final class AdmissionAnswer {
  static final String API_VERSION = "admission.k8s.io/v1";
  static final String KIND = "AdmissionReview";

  /** Longer warnings may be cut by the API server, in the middle of a letter. */
  static final int WARNING_CHARS_MAX = 250;

  private static final int UNPROCESSABLE = 422;

  private AdmissionAnswer() {}

  static ObjectNode of(String uid, Verdict verdict) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", API_VERSION).put("kind", KIND);
    boolean refused = verdict.outcome() == Verdict.Outcome.REFUSED;
    ObjectNode response = review.putObject("response").put("uid", uid).put("allowed", !refused);
    if (refused) {
      response
          .putObject("status")
          .put("code", UNPROCESSABLE)
          .put("reason", "Invalid")
          .put("message", verdict.message());
    } else if (!verdict.message().isEmpty()) {
      response.putArray("warnings").add(warning(verdict.message()));
    }
    return review;
  }

  /** A warning is a header of HTTP: one line. */
  private static String warning(String message) {
    String line = message.replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
    if (line.length() <= WARNING_CHARS_MAX) {
      return line;
    }
    int end = WARNING_CHARS_MAX - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
