package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Bounds of what queries may take. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueryLimits(
    @Default("1000")
        @Min(1)
        @Max(100000)
        @JsonPropertyDescription("Queries that wait at most; the next one is refused.")
        Integer queueMax,
    @Default("8") @Min(1) @Max(1000) @JsonPropertyDescription("Queries that a node runs at once.")
        Integer concurrentQueriesMax,
    @Default("10m")
        @Pattern("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$")
        @Size(min = 2, max = 32)
        @JsonPropertyDescription("Time from submission to the last row.")
        String statementTimeout,
    @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Memory of one query; a fair share of the node when absent.")
        @Nullable String memory,
    @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription(
            "Disk for what does not fit into memory; half of the free disk when absent.")
        @Nullable String spill,
    @Default("10000000") @Min(1) @Max(10000000000d) @JsonPropertyDescription("Rows of one result.")
        Long resultRowsMax) {

  public QueryLimits {
    queueMax = Copies.orElse(queueMax, 1000);
    concurrentQueriesMax = Copies.orElse(concurrentQueriesMax, 8);
    statementTimeout = Copies.orElse(statementTimeout, "10m");
    resultRowsMax = Copies.orElse(resultRowsMax, 10_000_000L);
  }
}
