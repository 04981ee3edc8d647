package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The SMTP server through which reports are sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Mail(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Host name.") String host,
    @Default("587") @Min(1) @Max(65535) @JsonPropertyDescription("Port.") Integer port,
    @Default("true") @JsonPropertyDescription("Refuse to send without TLS.") Boolean startTls,
    @Required @Size(min = 3, max = 320) @JsonPropertyDescription("Sender of every mail.")
        String from,
    @JsonPropertyDescription("Secret with the keys `username` and `password`.")
        @Nullable ObjectRef secretRef) {

  public Mail {
    port = Copies.orElse(port, 587);
    startTls = Copies.orElse(startTls, true);
  }
}
