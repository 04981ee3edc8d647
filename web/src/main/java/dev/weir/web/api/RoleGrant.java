package dev.weir.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a role may do with one object.
 *
 * @param object a namespace, {@code namespace.table}, or {@code *} for all
 * @param privileges {@code SELECT}, {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code CREATE},
 *     {@code ALTER}, {@code DROP}
 * @param rowFilter SQL predicate, only its rows are seen; null: every row
 * @param columnMasks column name to the SQL expression that is seen in its place; null: none
 */
public record RoleGrant(
    String object,
    List<String> privileges,
    @Nullable String rowFilter,
    @Nullable Map<String, String> columnMasks) {}
