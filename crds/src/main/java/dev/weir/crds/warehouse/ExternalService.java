package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A service that is there already. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalService(
    @Required
        @Size(min = 1, max = 2000)
        @JsonPropertyDescription(
            "`redis://…`, `jdbc:postgresql://…`, `https://…`; without user and password.")
        String url,
    @JsonPropertyDescription(
            "Secret with the keys `username` and `password`, and `ca.crt` where it has a CA of its own.")
        @Nullable ObjectRef secretRef) {}
