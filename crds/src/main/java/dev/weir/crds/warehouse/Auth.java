package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.SecretKeyRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Who may sign in. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Auth(
    @JsonPropertyDescription(
            "Token of the first administrator; made and stored in a Secret when absent.")
        @Nullable SecretKeyRef adminTokenSecretRef,
    @JsonPropertyDescription(
            "Signing in through an OpenID Connect provider; by token only when absent.")
        @Nullable Oidc oidc,
    @Default("12h")
        @Pattern("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$")
        @Size(min = 2, max = 32)
        @JsonPropertyDescription("How long a session of the web app lasts.")
        String sessionLifetime) {

  public Auth {
    sessionLifetime = Copies.orElse(sessionLifetime, "12h");
  }
}
