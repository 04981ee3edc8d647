package dev.weir.web.rows;

/**
 * A {@link dev.weir.web.api.RowsAnswer} as it goes over the wire.
 *
 * @param json UTF-8
 * @param cacheHit the result cache had it
 */
public record EncodedRows(byte[] json, boolean cacheHit) {}
