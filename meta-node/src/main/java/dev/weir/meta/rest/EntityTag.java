package dev.weir.meta.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.jspecify.annotations.Nullable;

/**
 * The version of a table's representation: its metadata file never changes, so its location and
 * what was asked of it are enough. Pure.
 */
final class EntityTag {
  private static final int BYTES = 16;

  private EntityTag() {}

  static String of(String metadataLocation, SnapshotMode mode) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (mode.name().toLowerCase(Locale.ROOT) + " " + metadataLocation)
                      .getBytes(StandardCharsets.UTF_8));
      return "W/\"" + HexFormat.of().formatHex(digest, 0, BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether {@code If-None-Match} names the tag. */
  static boolean matches(@Nullable String ifNoneMatch, String etag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip).anyMatch(etag::equals);
  }
}
