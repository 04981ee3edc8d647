package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A column of a table. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Column(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("Unique in the table; case does not tell two names apart.")
        String name,
    @Required
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription(
            "SQL type: `BOOLEAN`, `INTEGER`, `BIGINT`, `FLOAT`, `DOUBLE`, `DECIMAL(p,s)`,"
                + " `VARCHAR`, `DATE`, `TIME`, `TIMESTAMP`, `TIMESTAMPTZ`, `UUID`, `BLOB`, a list"
                + " `T[]`, `STRUCT(name T, …)` or `MAP(K, V)`.")
        String type,
    @Default("true")
        @JsonPropertyDescription("Whether a row may lack a value. Never for the primary key.")
        Boolean nullable,
    @Size(max = 10000) @JsonPropertyDescription("What the column means.") @Nullable String doc,
    @JsonProperty("default")
        @Size(max = 1000)
        @JsonPropertyDescription("SQL literal for rows that were written without the column.")
        @Nullable String initial) {

  public Column {
    nullable = Copies.orElse(nullable, true);
  }
}
