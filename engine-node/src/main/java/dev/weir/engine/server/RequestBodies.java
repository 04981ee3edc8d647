package dev.weir.engine.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON bodies of the door, so that a malformed one is answered with its place and a name that
 * is not there with the names that are.
 */
final class RequestBodies {
  /** A statement of 10 MB must get through to be refused by its own limit. */
  private static final int BYTES_MAX = 32 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RequestBodies() {}

  static <T> T read(InputStream body, Class<T> type) throws IOException {
    byte[] bytes = body.readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX) {
      throw new WeirException(
          ErrorCode.BODY_TOO_LARGE,
          "The body is larger than " + BYTES_MAX + " bytes.",
          "Load large data with './weir load' or COPY instead of writing it into a statement.");
    }
    try {
      T value = JSON.readValue(bytes, type);
      if (value == null) {
        throw malformed("The body is null.", null);
      }
      return value;
    } catch (UnrecognizedPropertyException unknown) {
      throw malformed(
          "There is no field '"
              + unknown.getPropertyName()
              + "'. Fields are: "
              + unknown.getKnownPropertyIds()
              + ".",
          unknown);
    } catch (JsonProcessingException malformed) {
      throw malformed(
          "The body is not the JSON that is expected: "
              + malformed.getOriginalMessage()
              + place(malformed.getLocation())
              + ".",
          malformed);
    }
  }

  private static WeirException malformed(String message, @Nullable JsonProcessingException cause) {
    return new WeirException(
        ErrorCode.BAD_REQUEST, message, "GET /api/v1/openapi describes every body.", cause);
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
