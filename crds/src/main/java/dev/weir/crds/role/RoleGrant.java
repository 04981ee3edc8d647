package dev.weir.crds.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Privileges on one object. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!(has(self.rowFilter) || (has(self.columnMasks) && size(self.columnMasks) > 0)) || (self.object != '*' && self.object.contains('.'))",
    message = "rowFilter and columnMasks need the object to be a table, namespace.table")
@ValidationRule(
    value = "self.privileges.all(p, self.privileges.exists_one(o, o == p))",
    message = "a privilege is given twice")
public record RoleGrant(
    @Required
        @Size(min = 1, max = 600)
        @JsonPropertyDescription(
            "A namespace (`sales`), a table in it (`sales.orders`), or `*` for all.")
        String object,
    @Required @Size(min = 1, max = 7) @JsonPropertyDescription("What may be done.")
        List<Privilege> privileges,
    @Size(min = 1, max = 10000)
        @JsonPropertyDescription(
            "SQL predicate over the table's columns: only rows for which it is true are seen. Roles add up: a row is seen when any of them shows it.")
        @Nullable String rowFilter,
    @JsonPropertyDescription("Column to the SQL expression that is seen in its place.")
        Map<String, String> columnMasks) {

  public RoleGrant {
    privileges = Copies.of(privileges);
    columnMasks = Copies.of(columnMasks);
  }
}
