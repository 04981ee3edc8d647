package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A service that Weir needs: one that is there or one that the operator runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.external) != has(self.managed)",
    message = "exactly one of external and managed must be given")
public record ServiceSettings(
    @JsonPropertyDescription("One that is there already.") @Nullable ExternalService external,
    @JsonPropertyDescription("One that the operator runs; a single pod.")
        @Nullable ManagedService managed) {}
