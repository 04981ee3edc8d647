package dev.weir.engine.duck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the SQL engine says of a run.
 *
 * @param root the profile; a missing node when there is none
 */
public record RunProfile(JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MICROS_PER_SECOND = 1e6;

  /** A run of which nothing is known. */
  public static final RunProfile NONE = new RunProfile(JSON.missingNode());

  static RunProfile parse(String json) {
    try {
      return new RunProfile(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return NONE;
    }
  }

  /** Rows that table scans looked at. */
  public long rowsScanned() {
    return root.path("query").path("total_rows_scanned").asLong();
  }

  /** Bytes that were read from files. */
  public long bytesRead() {
    return root.path("io").path("total_bytes_read").asLong();
  }

  /** CPU of all threads. */
  public long cpuMicros() {
    return (long) (root.path("query").path("cpu_time").asDouble() * MICROS_PER_SECOND);
  }

  /** The topmost operator, or a missing node. */
  public JsonNode plan() {
    return root.path("operator").path(0);
  }
}
