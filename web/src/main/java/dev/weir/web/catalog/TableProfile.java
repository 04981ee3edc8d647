package dev.weir.web.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the manifests of one snapshot say about the columns, all data files together.
 *
 * @param columns by field id; empty when there are too many files to add up
 */
record TableProfile(Map<Integer, ColumnProfile> columns) {
  static final TableProfile EMPTY = new TableProfile(Map.of());

  /**
   * @param min smallest value in Iceberg's representation; null when a file does not say
   * @param max as {@code min}
   * @param nullCount null when a file does not say
   * @param bytes compressed; null when a file does not say
   */
  record ColumnProfile(
      @Nullable Object min, @Nullable Object max, @Nullable Long nullCount, @Nullable Long bytes) {}
}
