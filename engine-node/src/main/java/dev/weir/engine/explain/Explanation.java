package dev.weir.engine.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.plan.StatementPlan;
import java.util.List;
import java.util.Locale;

/**
 * The lines of EXPLAIN: operators from the SQL engine's own plan, files and bytes from Weir's.
 * Pure.
 */
public final class Explanation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MICROS_PER_MILLI = 1e3;

  private Explanation() {}

  /**
   * EXPLAIN.
   *
   * @param planJson the engine's EXPLAIN (FORMAT JSON)
   * @param bytesRead knows the tables
   * @param columns of the statement's result
   */
  public static List<String> plan(
      String planJson,
      StatementPlan plan,
      BytesRead bytesRead,
      List<ResultColumn> columns,
      boolean usesNumbers) {
    List<TableRead> tables = bytesRead.tables(plan);
    List<String> lines = new PlanText(tables, null, columns, usesNumbers).write(shape(planJson));
    addTables(lines, tables);
    return lines;
  }

  /** EXPLAIN ANALYZE. */
  public static List<String> analysis(
      RunProfile profile,
      StatementPlan plan,
      BytesRead bytesRead,
      List<ResultColumn> columns,
      boolean usesNumbers) {
    List<TableRead> tables = bytesRead.tables(plan);
    List<String> lines =
        new PlanText(tables, bytesRead, columns, usesNumbers)
            .write(PlanShape.of(PlanNode.of(profile.plan())));
    addTables(lines, tables);
    JsonNode query = profile.root().path("query");
    lines.add(
        String.format(
            Locale.ROOT,
            "Run: rows scanned=%d, row groups=%d/%d, bytes read=%d, cpu=%.2f ms",
            profile.rowsScanned(),
            query.path("total_row_groups_scanned").asLong(),
            query.path("total_row_groups_to_scan").asLong(),
            bytesRead.of(profile, plan),
            profile.cpuMicros() / MICROS_PER_MILLI));
    return lines;
  }

  /** EXPLAIN PIPELINE. */
  public static List<String> pipeline(String planJson, int threads) {
    return new PipelineText(threads).write(shape(planJson));
  }

  private static PlanNode shape(String planJson) {
    try {
      JsonNode tree = JSON.readTree(planJson);
      return PlanShape.of(PlanNode.of(tree.isArray() ? tree.path(0) : tree));
    } catch (JsonProcessingException e) {
      throw new WeirException(ErrorCode.INTERNAL, "the SQL engine's plan cannot be read", null, e);
    }
  }

  private static void addTables(List<String> lines, List<TableRead> tables) {
    if (!tables.isEmpty()) {
      lines.add("Tables:");
      tables.forEach(read -> lines.add("  " + read.line()));
    }
  }
}
