package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.SecretKeyRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Signing in through an OpenID Connect provider. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Oidc(
    @Required
        @Size(min = 1, max = 2000)
        @Pattern("^https?://.+")
        @JsonPropertyDescription("As its discovery document names it.")
        String issuerUrl,
    @Required @Size(min = 1, max = 255) @JsonPropertyDescription("Client of this warehouse.")
        String clientId,
    @Required @JsonPropertyDescription("Secret of the client.") SecretKeyRef clientSecretRef,
    @Size(max = 20) @JsonPropertyDescription("Scopes beside `openid`.") List<String> scopes,
    @Default("groups")
        @Size(min = 1, max = 255)
        @JsonPropertyDescription("Claim whose values are names of roles.")
        String rolesClaim) {

  public Oidc {
    scopes = Copies.of(scopes);
    rolesClaim = Copies.orElse(rolesClaim, "groups");
  }
}
