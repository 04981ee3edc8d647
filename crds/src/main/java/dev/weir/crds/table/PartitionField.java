package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One level of a table's partitioning. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.width) == (self.transform in ['Bucket', 'Truncate'])",
    message = "width belongs to the transforms Bucket and Truncate, and they need it")
public record PartitionField(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("Column of the table.")
        String column,
    @Default("Identity") @JsonPropertyDescription("How a value becomes that of its partition.")
        PartitionTransform transform,
    @Min(1)
        @Max(1000000)
        @JsonPropertyDescription("How many buckets (Bucket), or the width of a stripe (Truncate).")
        @Nullable Integer width) {

  public PartitionField {
    transform = Copies.orElse(transform, PartitionTransform.IDENTITY);
  }
}
