package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a value becomes that of its partition, as Iceberg defines it. */
public enum PartitionTransform {
  @JsonProperty("Identity")
  IDENTITY,
  @JsonProperty("Year")
  YEAR,
  @JsonProperty("Month")
  MONTH,
  @JsonProperty("Day")
  DAY,
  @JsonProperty("Hour")
  HOUR,
  /** A hash into {@code width} buckets. */
  @JsonProperty("Bucket")
  BUCKET,
  /** Cut to a multiple of {@code width}, or to {@code width} characters. */
  @JsonProperty("Truncate")
  TRUNCATE
}
