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
    @JsonPropertyDescription("The last failure.") @Nullable String lastError,
    @JsonPropertyDescription("The group of the catalog exists, so that no pod founds another one.")
        @Nullable Boolean metaFounded)
    implements WeirStatus {

  public WarehouseStatus {
    conditions = Copies.of(conditions);
    parts = Copies.of(parts);
  }

  /** Of a warehouse whose catalog is founded without anybody's help, as on a laptop. */
  public WarehouseStatus(
      List<Condition> conditions,
      @Nullable Long observedGeneration,
      @Nullable String version,
      @Nullable String url,
      @Nullable String flightSqlUrl,
      @Nullable String catalogUrl,
      List<PartStatus> parts,
      @Nullable Integer tables,
      @Nullable Long bytes,
      @Nullable String lastError) {
    this(
        conditions,
        observedGeneration,
        version,
        url,
        flightSqlUrl,
        catalogUrl,
        parts,
        tables,
        bytes,
        lastError,
        null);
  }
}
