package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.reference.SecretKeyRef;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A service that is called. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.url) != has(self.urlSecretRef)",
    message = "exactly one of url and urlSecretRef must be given")
public record WebhookRecipient(
    @Pattern("^https?://.+")
        @Size(min = 1, max = 2000)
        @JsonPropertyDescription("Where the JSON is posted.")
        @Nullable String url,
    @JsonPropertyDescription("Secret that holds the URL, where the URL itself is one.")
        @Nullable SecretKeyRef urlSecretRef) {}
