package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the web app and the REST doors are reached from outside. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Ingress(
    @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @JsonPropertyDescription("Host name.")
        String host,
    @JsonPropertyDescription("Secret of type kubernetes.io/tls; plain HTTP when absent.")
        @Nullable ObjectRef tlsSecretRef,
    @Size(max = 253) @JsonPropertyDescription("Ingress class; the default one when absent.")
        @Nullable String className,
    @JsonPropertyDescription("Annotations of the Ingress, as cert-manager wants them.")
        Map<String, String> annotations) {

  public Ingress {
    annotations = Copies.of(annotations);
  }
}
