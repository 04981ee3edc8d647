package dev.weir.crds.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Amounts of what a pod uses. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResourceAmounts(
    @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Cores: `500m`, `2`.")
        @Nullable String cpu,
    @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Bytes: `512Mi`, `4Gi`.")
        @Nullable String memory) {}
