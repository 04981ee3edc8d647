package dev.weir.web.server;

import dev.weir.web.rows.EncodedRows;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The HTTP answer for rows that are JSON bytes already. */
final class RowsResponse {
  /** Says {@code hit} or {@code miss}: whether the result cache had the answer. */
  static final String CACHE_HEADER = "X-Weir-Cache";

  private RowsResponse() {}

  static Response of(EncodedRows rows) {
    return Response.ok(rows.json(), MediaType.APPLICATION_JSON_TYPE)
        .header(CACHE_HEADER, rows.cacheHit() ? "hit" : "miss")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
