package dev.weir.engine.explain;

import dev.weir.contracts.query.ResultColumn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Writes a plan as indented lines. Used once. */
final class PlanText {
  private static final int NUMBER_BYTES = 8;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final List<String> lines = new ArrayList<>();
  private final Scans scans;
  private final @Nullable BytesRead bytesRead;
  private final List<ResultColumn> columns;
  private final boolean numbers;
  private boolean top = true;

  /**
   * @param tables what the statement reads
   * @param bytesRead counts what was read, null when it did not run
   * @param columns of its result
   * @param numbers whether {@code range} is Weir's {@code numbers}, and its column {@code number}
   */
  PlanText(
      Collection<TableRead> tables,
      @Nullable BytesRead bytesRead,
      List<ResultColumn> columns,
      boolean numbers) {
    this.scans = new Scans(tables);
    this.bytesRead = bytesRead;
    this.columns = columns;
    this.numbers = numbers;
  }

  List<String> write(PlanNode root) {
    write(root, 0);
    return lines;
  }

  private void write(PlanNode node, int depth) {
    int next = depth + 1;
    if (node.isProjection()) {
      next = writeProjection(node, depth);
    } else if (node.isScan()) {
      add(depth, scan(node) + measured(node));
    } else {
      add(depth, operator(node) + measured(node));
    }
    for (PlanNode child : node.children()) {
      write(child, next);
    }
  }

  /** What computes stands below what hands on. */
  private int writeProjection(PlanNode node, int depth) {
    List<String> expressions = node.texts("Projections").stream().map(this::named).toList();
    String typed = typed(expressions);
    top = false;
    add(depth, "Projection: " + typed + measured(node));
    if (PlanShape.isPlain(node)) {
      return depth + 1;
    }
    add(depth + 1, "Expression: " + typed + " (Before Projection)");
    return depth + 2;
  }

  private String typed(List<String> expressions) {
    boolean known = top && expressions.size() == columns.size();
    List<String> typed = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      typed.add(
          known
              ? expressions.get(i) + ":" + TypeNames.of(columns.get(i).type())
              : expressions.get(i));
    }
    return String.join(", ", typed);
  }

  private String operator(PlanNode node) {
    String name = node.name();
    if (node.isLimit()) {
      return "Limit: " + list(node, "Limit") + suffix(node, "Offset", ", offset: ");
    }
    if (name.equals("FILTER")) {
      return "Filter: " + list(node, "Expression");
    }
    if (name.contains("JOIN")) {
      top = false;
      return "Join: " + list(node, "Join Type") + suffix(node, "Conditions", " on ");
    }
    if (name.contains("GROUP_BY") || name.contains("AGGREGATE")) {
      top = false;
      return "Aggregate: group by ["
          + list(node, "Groups")
          + "], aggregates ["
          + list(node, "Aggregates")
          + "]";
    }
    if (name.equals("ORDER_BY")) {
      return "Sort: " + list(node, "Order By");
    }
    if (name.equals("TOP_N")) {
      return "Limit: " + list(node, "Top") + ", sort: " + list(node, "Order By");
    }
    return camel(name);
  }

  private String scan(PlanNode node) {
    if (Scans.isTable(node)) {
      TableRead read = scans.claim(node);
      if (read != null) {
        List<NestedField> used = Scans.columns(node, read);
        return source(
                read.planned().files().size() + "/" + read.planned().filesTotal(),
                read.types(used),
                read.rows(),
                bytes(node, read, used))
            + ", table: "
            + read.table().name()
            + suffix(node, "Filters", ", push_downs: [filters: [", "]]");
      }
    }
    if (node.name().equals("RANGE")) {
      long rows = Long.parseLong("0" + list(node, "Estimated Cardinality").replaceAll("\\D", ""));
      return source(
          "1",
          Map.of(numbers ? "number" : "range", numbers ? "UInt64" : "Int64"),
          rows,
          rows * NUMBER_BYTES);
    }
    return camel(node.name());
  }

  /** What a scan has read when it ran, and what it may have to read when it did not. */
  private long bytes(PlanNode scan, TableRead read, List<NestedField> used) {
    long counted = bytesRead == null ? -1 : bytesRead.of(scan, read);
    return counted < 0 ? read.bytes(used) : counted;
  }

  private static String source(
      String partitions, Map<String, String> schema, long rows, long bytes) {
    return "ReadDataSource: scan partitions: ["
        + partitions
        + "], scan schema: ["
        + schema.entrySet().stream()
            .map(column -> column.getKey() + ":" + column.getValue())
            .collect(Collectors.joining(", "))
        + "], statistics: [read_rows: "
        + rows
        + ", read_bytes: "
        + bytes
        + "]";
  }

  private String list(PlanNode node, String field) {
    return node.texts(field).stream().map(this::named).collect(Collectors.joining(", "));
  }

  private String suffix(PlanNode node, String field, String prefix) {
    return suffix(node, field, prefix, "");
  }

  private String suffix(PlanNode node, String field, String prefix, String end) {
    String value = list(node, field);
    return value.isEmpty() ? "" : prefix + value + end;
  }

  /** {@code numbers} is a macro over {@code range}; people know its column as {@code number}. */
  private String named(String text) {
    return numbers
        ? text.replace("CAST(range AS UBIGINT)", "number").replaceAll("\\brange\\b", "number")
        : text;
  }

  private static String measured(PlanNode node) {
    return node.rows() < 0
        ? ""
        : String.format(
            Locale.ROOT, " (rows=%d, %.2f ms)", node.rows(), node.seconds() * MILLIS_PER_SECOND);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      if (!word.isEmpty()) {
        camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return camel.toString();
  }

  private void add(int depth, String line) {
    lines.add("  ".repeat(depth) + line);
  }
}
