package dev.weir.web.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.StatementDescription;
import java.io.IOException;
import java.util.List;

/** What the gateway says as JSON. A newer gateway may say more: that is left out. */
final class Documents {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Documents() {}

  static QueryStatus status(ByteString json) {
    return read(json, new TypeReference<>() {});
  }

  static StatementDescription description(ByteString json) {
    return read(json, new TypeReference<>() {});
  }

  static List<QueryStatus> history(ByteString json) {
    return read(json, new TypeReference<>() {});
  }

  private static <T> T read(ByteString json, TypeReference<T> type) {
    try {
      return JSON.readValue(json.newInput(), type);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.INTERNAL,
          "the gateway's answer cannot be read: " + e.getMessage(),
          "Give all parts of the warehouse the same version.",
          e);
    }
  }
}
