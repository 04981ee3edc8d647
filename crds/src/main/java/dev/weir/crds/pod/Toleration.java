package dev.weir.crds.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A taint that pods may be placed in spite of. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.operator != 'Exists' || !has(self.value)",
    message = "a toleration with operator Exists has no value")
public record Toleration(
    @Size(max = 316) @JsonPropertyDescription("Key of the taint; every one when absent.")
        @Nullable String key,
    @Default("Equal") @JsonPropertyDescription("How the value is compared.")
        TolerationOperator operator,
    @Size(max = 63) @JsonPropertyDescription("Value of the taint.") @Nullable String value,
    @Size(max = 32)
        @JsonPropertyDescription(
            "`NoSchedule`, `PreferNoSchedule` or `NoExecute`; every one when absent.")
        @Nullable String effect) {

  public Toleration {
    operator = Copies.orElse(operator, TolerationOperator.EQUAL);
  }
}
