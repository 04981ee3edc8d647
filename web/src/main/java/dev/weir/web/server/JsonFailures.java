package dev.weir.web.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.validation.Suggestion;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong in a JSON body, with its place. Values of the body are not repeated. */
final class JsonFailures {
  private JsonFailures() {}

  static WeirException toWeir(JsonProcessingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return new WeirException(
          ErrorCode.BAD_REQUEST,
          "The body has an unknown field '" + path(unknown) + "'.",
          Suggestion.hint(
                  unknown.getPropertyName(),
                  unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList())
              .orElse("Known are " + unknown.getKnownPropertyIds() + "."),
          position(failure),
          failure);
    }
    if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return new WeirException(
          ErrorCode.BAD_REQUEST,
          "The field '" + path(mapping) + "' of the body has the wrong type.",
          "GET /api/v1/openapi describes every body.",
          position(failure),
          failure);
    }
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        failure instanceof JsonMappingException
            ? "The body is JSON of the wrong shape."
            : "The body is not JSON.",
        "GET /api/v1/openapi describes every body.",
        position(failure),
        failure);
  }

  private static String path(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static @Nullable SourcePosition position(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    return at == null || at.getLineNr() < 1
        ? null
        : new SourcePosition(at.getLineNr(), Math.max(1, at.getColumnNr()), 1);
  }
}
