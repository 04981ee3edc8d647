package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An issuer of cert-manager. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuerRef(
    @Required
        @Size(min = 1, max = Patterns.OBJECT_NAME_MAX)
        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription("Name of the issuer.")
        String name,
    @Default("Issuer")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Issuer, in the same namespace, or ClusterIssuer.")
        String kind,
    @Default("cert-manager.io")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("API group of the kind; that of another program for its issuers.")
        String group) {

  public IssuerRef {
    kind = Copies.orElse(kind, "Issuer");
    group = Copies.orElse(group, "cert-manager.io");
  }
}
