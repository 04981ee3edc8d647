package dev.weir.engine.write;

import org.jspecify.annotations.Nullable;

/**
 * What a data file holds in one field. Immutable.
 *
 * @param bytes compressed
 * @param values nulls included
 * @param nulls how many
 * @param nans how many; 0 where the type has none
 * @param lower least value as Iceberg has it, NaN left out; null when there is none
 * @param upper greatest value; null as {@code lower}
 */
record FieldStatistics(
    long bytes,
    long values,
    long nulls,
    long nans,
    @Nullable Object lower,
    @Nullable Object upper) {

  FieldStatistics withBounds(@Nullable Object newLower, @Nullable Object newUpper) {
    return new FieldStatistics(bytes, values, nulls, nans, newLower, newUpper);
  }
}
