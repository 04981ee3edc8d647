package dev.weir.meta.access;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sum of the grants that cover one relation. Privileges add up; a row is seen when any grant
 * shows it; a value is seen unmasked in the rows that some grant shows unmasked, and only there.
 * Only grants of SELECT show anything, so only they have filters and masks. Pure: the same grants
 * in any order give the same policy and hash.
 */
public final class PolicySum {
  private static final int HASH_BYTES = 16;

  /** What administrators have: every privilege, every row, no mask. */
  public static final Policy ADMIN =
      withHash(
          Policy.newBuilder()
              .addAllPrivileges(
                  EnumSet.complementOf(
                      EnumSet.of(Privilege.PRIVILEGE_UNSPECIFIED, Privilege.UNRECOGNIZED))));

  private PolicySum() {}

  /** The sum of {@code grants}, all of which cover the relation. */
  public static Policy of(Collection<RoleGrant> grants) {
    TreeSet<Privilege> privileges = new TreeSet<>();
    grants.forEach(grant -> privileges.addAll(grant.privileges()));
    List<RoleGrant> shown =
        grants.stream()
            .filter(grant -> grant.privileges().contains(Privilege.SELECT))
            .sorted(
                Comparator.comparing(RoleGrant::role)
                    .thenComparing(RoleGrant::rowFilter)
                    .thenComparing(grant -> new TreeMap<>(grant.columnMasks()).toString()))
            .toList();
    return withHash(
        Policy.newBuilder()
            .addAllPrivileges(privileges)
            .addAllRowFilters(rowFilters(shown))
            .putAllColumnMasks(columnMasks(shown)));
  }

  /** Nothing but those privileges. */
  public static Policy ofPrivileges(Collection<Privilege> privileges) {
    return withHash(Policy.newBuilder().addAllPrivileges(new TreeSet<>(privileges)));
  }

  private static Collection<String> rowFilters(List<RoleGrant> shown) {
    if (shown.stream().anyMatch(grant -> grant.rowFilter().isEmpty())) {
      return List.of();
    }
    return shown.stream().map(RoleGrant::rowFilter).collect(Collectors.toCollection(TreeSet::new));
  }

  /** By lower-case name: SQL does not tell cases apart, so neither may a mask. */
  private static SortedMap<String, String> columnMasks(List<RoleGrant> shown) {
    TreeSet<String> columns = new TreeSet<>();
    for (RoleGrant grant : shown) {
      grant.columnMasks().keySet().forEach(column -> columns.add(lower(column)));
    }
    SortedMap<String, String> masks = new TreeMap<>();
    for (String column : columns) {
      String mask = maskOf(column, shown);
      if (!mask.isEmpty()) {
        masks.put(column, mask);
      }
    }
    return masks;
  }

  private static String maskOf(String column, List<RoleGrant> shown) {
    List<RoleGrant> open = shown.stream().filter(g -> maskIn(g, column).isEmpty()).toList();
    List<RoleGrant> masked = shown.stream().filter(g -> !maskIn(g, column).isEmpty()).toList();
    if (open.stream().anyMatch(grant -> grant.rowFilter().isEmpty())) {
      return "";
    }
    if (open.isEmpty() && masked.stream().map(g -> maskIn(g, column)).distinct().count() == 1) {
      return maskIn(masked.getFirst(), column);
    }
    StringBuilder sql = new StringBuilder("CASE");
    String quoted = "\"" + column.replace("\"", "\"\"") + "\"";
    open.forEach(g -> sql.append(" WHEN (" + g.rowFilter() + ") THEN " + quoted));
    String last = maskIn(masked.getLast(), column);
    for (RoleGrant grant : masked) {
      if (grant.rowFilter().isEmpty()) {
        last = maskIn(grant, column);
      } else {
        sql.append(" WHEN (" + grant.rowFilter() + ") THEN (" + maskIn(grant, column) + ")");
      }
    }
    return sql.append(" ELSE (" + last + ") END").toString();
  }

  private static String maskIn(RoleGrant grant, String column) {
    return grant.columnMasks().entrySet().stream()
        .filter(mask -> lower(mask.getKey()).equals(column))
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .orElse("");
  }

  private static String lower(String column) {
    return column.toLowerCase(Locale.ROOT);
  }

  /** Lengths go before texts, so that no two policies write the same bytes. */
  private static Policy withHash(Policy.Builder policy) {
    StringBuilder canonical = new StringBuilder();
    policy.getPrivilegesList().forEach(privilege -> append(canonical, privilege.name()));
    canonical.append('|');
    policy.getRowFiltersList().forEach(filter -> append(canonical, filter));
    canonical.append('|');
    new TreeMap<>(policy.getColumnMasksMap())
        .forEach(
            (column, mask) -> {
              append(canonical, column);
              append(canonical, mask);
            });
    byte[] digest = Tokens.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    return policy.setHash(HexFormat.of().formatHex(digest, 0, HASH_BYTES)).build();
  }

  private static void append(StringBuilder canonical, String text) {
    canonical.append(text.length()).append(':').append(text);
  }
}
