package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People who get a mail. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MailRecipient(
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("Addresses.")
        List<@Size(min = 3, max = 320) String> to,
    @Size(max = 200) @JsonPropertyDescription("Subject; the title when absent.")
        @Nullable String subject) {

  public MailRecipient {
    to = Copies.of(to);
  }
}
