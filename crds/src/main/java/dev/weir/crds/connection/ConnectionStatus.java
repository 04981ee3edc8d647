package dev.weir.crds.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a connection. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConnectionStatus(
    @JsonPropertyDescription("`Ready` and the parts it is made of.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How SQL names it.") @Nullable String catalogName,
    @JsonPropertyDescription("What the database says it is.") @Nullable String serverVersion,
    @JsonPropertyDescription("When it was last reached, as RFC 3339.")
        @Nullable String lastCheckTime,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public ConnectionStatus {
    conditions = Copies.of(conditions);
  }
}
