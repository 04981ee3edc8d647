package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Who signs the certificates by which the parts of a warehouse know one another. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartsTls(
    @Required
        @JsonPropertyDescription(
            "Issuer of cert-manager that signs them; it must have an authority of its own, as kinds CA and Vault have.")
        IssuerRef issuerRef) {}
