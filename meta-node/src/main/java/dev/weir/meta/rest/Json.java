package dev.weir.meta.rest;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTSerializers;

/** Iceberg's requests and responses as JSON. Thread-safe. */
final class Json {
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
    RESTSerializers.registerAll(mapper);
    return mapper;
  }

  /**
   * @throws BadRequestException when the body cannot be read as {@code type}
   * @throws IllegalArgumentException when it can, and says what cannot be
   */
  static <T> T read(byte[] body, Class<T> type) {
    try {
      T request = MAPPER.readValue(body, type);
      if (request == null) {
        throw new BadRequestException("The request has no body");
      }
      return request;
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw invalid;
      }
      throw new BadRequestException(e, "Malformed request: %s", e.getOriginalMessage());
    } catch (IOException | NullPointerException e) {
      throw new BadRequestException(e, "Malformed request: %s", String.valueOf(e.getMessage()));
    }
  }

  static byte[] write(Object response) {
    try {
      return MAPPER.writeValueAsBytes(response);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a response", e);
    }
  }
}
