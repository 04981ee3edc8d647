package dev.weir.crds.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How values are written. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ValueFormat(
    @Default("Number") @JsonPropertyDescription("What the value means.") FormatKind kind,
    @Min(0) @Max(10) @JsonPropertyDescription("Digits behind the point; as needed when absent.")
        @Nullable Integer decimals,
    @Size(max = 20)
        @JsonPropertyDescription("Written behind the value; the currency when `kind` is Money.")
        @Nullable String unit,
    @Default("false") @JsonPropertyDescription("Write 2.54 M in place of 2,540,000.")
        boolean compact) {

  public ValueFormat {
    kind = Copies.orElse(kind, FormatKind.NUMBER);
  }
}
