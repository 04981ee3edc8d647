package dev.weir.meta.rest;

import java.util.Map;
import org.apache.iceberg.rest.RESTResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response before it is written as JSON.
 *
 * @param status HTTP status
 * @param body null when there is none
 * @param headers further headers
 */
record Answer(int status, @Nullable RESTResponse body, Map<String, String> headers) {
  /** 204. */
  static final Answer NOTHING = new Answer(204, null, Map.of());

  static Answer ok(RESTResponse body) {
    return new Answer(200, body, Map.of());
  }

  static Answer tagged(RESTResponse body, String etag) {
    return new Answer(200, body, Map.of("ETag", etag));
  }

  static Answer notModified(String etag) {
    return new Answer(304, null, Map.of("ETag", etag));
  }
}
