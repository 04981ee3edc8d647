package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where tables live. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.s3) != has(self.managed)",
    message = "exactly one of s3 and managed must be given")
public record Storage(
    @JsonPropertyDescription("A bucket that is there already.") @Nullable S3Storage s3,
    @JsonPropertyDescription(
            "An object store that the operator runs. On the laptop it is a folder.")
        @Nullable ManagedStorage managed) {}
