package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a table. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TableStatus(
    @JsonPropertyDescription("`Ready`, `Accepted`, `ResolvedRefs`.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("`namespace.table`, as SQL names it.") @Nullable String table,
    @JsonPropertyDescription("Identity of the table in the catalog.") @Nullable String uuid,
    @JsonPropertyDescription("Rows of the current snapshot.") @Nullable Long rows,
    @JsonPropertyDescription("Compressed bytes of its data files.") @Nullable Long bytes,
    @JsonPropertyDescription("Its data files.") @Nullable Integer files,
    @JsonPropertyDescription("Sources of `load` that were loaded.") List<String> loaded,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public TableStatus {
    conditions = Copies.of(conditions);
    loaded = Copies.of(loaded);
  }
}
