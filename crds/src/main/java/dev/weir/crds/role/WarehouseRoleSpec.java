package dev.weir.crds.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.roleName) == has(oldSelf.roleName) && (!has(self.roleName) || self.roleName == oldSelf.roleName)",
    message = "roleName cannot be changed; make a new role")
@ValidationRule(
    value =
        "!has(self.grants) || self.grants.all(a, self.grants.exists_one(b, b.object == a.object))",
    message = "two grants name the same object")
public record WarehouseRoleSpec(
    @Required @JsonPropertyDescription("The Warehouse whose tables it is about.")
        ObjectRef warehouseRef,
    @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription(
            "How the warehouse names it; the name of the resource when absent.")
        @Nullable String roleName,
    @Size(max = 10000) @JsonPropertyDescription("What it is for.") @Nullable String description,
    @Size(max = 10000) @JsonPropertyDescription("Principals that have it, by name.")
        List<@Size(min = 1, max = 320) String> members,
    @Size(max = 200) @JsonPropertyDescription("What they may do.") List<RoleGrant> grants) {

  public WarehouseRoleSpec {
    members = Copies.of(members);
    grants = Copies.of(grants);
  }
}
