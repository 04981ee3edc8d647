package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Who or what gets the report. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.mail) ? 1 : 0) + (has(self.webhook) ? 1 : 0) + (has(self.bucket) ? 1 : 0) == 1",
    message = "exactly one of mail, webhook and bucket must be given")
public record Recipient(
    @JsonPropertyDescription("People.") @Nullable MailRecipient mail,
    @JsonPropertyDescription("A service.") @Nullable WebhookRecipient webhook,
    @JsonPropertyDescription("A place in the object store.") @Nullable BucketRecipient bucket) {}
