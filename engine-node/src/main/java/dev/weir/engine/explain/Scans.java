package dev.weir.engine.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Tells of the scans of a plan which tables and columns they read. Used for one plan. */
final class Scans {
  private static final Pattern TEXTS = Pattern.compile("'(?:[^']|'')*'");

  private final List<TableRead> tables;
  private final List<TableRead> unseen;

  Scans(Collection<TableRead> tables) {
    this.tables = List.copyOf(tables);
    this.unseen = new ArrayList<>(tables);
  }

  /** Whether a leaf of a plan reads Parquet files. */
  static boolean isTable(PlanNode node) {
    return node.name().equals("READ_PARQUET");
  }

  /** The table that a scan reads, or null. Asked once for each scan. */
  @Nullable TableRead claim(PlanNode scan) {
    // A plan that has run names its files.
    String files = String.join(", ", scan.texts("Filename(s)"));
    if (!files.isEmpty()) {
      return tables.stream().filter(read -> read.hasFile(files)).findFirst().orElse(null);
    }
    List<String> projected = scan.texts("Projections");
    for (TableRead read : unseen) {
      if (projected.stream().allMatch(column -> read.find(column) != null)) {
        if (unseen.size() > 1) {
          unseen.remove(read);
        }
        return read;
      }
    }
    return null;
  }

  /** Columns that a scan reads, those it hands on and those it filters by; none inside another. */
  static List<NestedField> columns(PlanNode scan, TableRead read) {
    Set<NestedField> used = new LinkedHashSet<>();
    for (String column : scan.texts("Projections")) {
      NestedField field = read.find(column);
      if (field != null) {
        used.add(field);
      }
    }
    for (String filter : scan.texts("Filters")) {
      String text = TEXTS.matcher(filter).replaceAll("''");
      String folded = text.toLowerCase(Locale.ROOT);
      TypeUtil.indexByName(read.table().schema().asStruct())
          .forEach(
              (name, id) -> {
                if (folded.contains(name.toLowerCase(Locale.ROOT)) && isNamed(text, name)) {
                  used.add(read.table().schema().findField(id));
                }
              });
    }
    return used.stream().filter(field -> used.stream().noneMatch(read.around(field))).toList();
  }

  /** Whether a filter names a column; {@code s.x} names x in s, and not s. */
  private static boolean isNamed(String filter, String column) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}_.])" + Pattern.quote(column) + "(?![\\p{L}\\p{N}_]|\\.[\\p{L}_])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(filter)
        .find();
  }
}
