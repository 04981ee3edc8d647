package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One column of a sort order. Rows without a value come last. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SortField(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("Column of the table.")
        String column,
    @Default("Ascending") @JsonPropertyDescription("Which end comes first.")
        SortDirection direction) {

  public SortField {
    direction = Copies.orElse(direction, SortDirection.ASCENDING);
  }
}
