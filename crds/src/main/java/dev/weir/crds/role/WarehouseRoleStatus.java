package dev.weir.crds.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a role. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WarehouseRoleStatus(
    @JsonPropertyDescription("`Ready` and the parts it is made of.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How the warehouse names it.") @Nullable String role,
    @JsonPropertyDescription("Principals that have it.") @Nullable Integer members,
    @JsonPropertyDescription("Grants that it has.") @Nullable Integer grants,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public WarehouseRoleStatus {
    conditions = Copies.of(conditions);
  }
}
