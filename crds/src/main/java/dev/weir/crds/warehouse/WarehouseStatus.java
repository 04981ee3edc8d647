package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a warehouse. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WarehouseStatus(
    @JsonPropertyDescription("`Ready` and the parts it is made of.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The version that every part runs.") @Nullable String version,
    @JsonPropertyDescription("Where the web app is seen.") @Nullable String url,
    @JsonPropertyDescription("Where JDBC and ADBC connect.") @Nullable String flightSqlUrl,
    @JsonPropertyDescription("Where Iceberg clients connect.") @Nullable String catalogUrl,
    @JsonPropertyDescription("Each part.") List<PartStatus> parts,
    @JsonPropertyDescription("How many tables it holds.") @Nullable Integer tables,
    @JsonPropertyDescription("Compressed bytes of their data files.") @Nullable Long bytes,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public WarehouseStatus {
    conditions = Copies.of(conditions);
    parts = Copies.of(parts);
  }
}
