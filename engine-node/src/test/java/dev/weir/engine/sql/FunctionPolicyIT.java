package dev.weir.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the list of functions against the engine: an upgrade is a decision about each new one. */
class FunctionPolicyIT {
  @Test
  void shouldKnowEveryFunctionOfTheEngine() throws Exception {
    FunctionPolicy policy = FunctionPolicy.standard();
    List<String> undecided = new ArrayList<>();
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet functions =
            statement.executeQuery(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type <> 'pragma' AND function_name NOT LIKE '% %'")) {
      while (functions.next()) {
        String name = functions.getString(1);
        if (!policy.allowsExpression(name)
            && !policy.allowsTable(name)
            && !policy.refuses(name)
            && !policy.isVolatile(name)) {
          undecided.add(name);
        }
      }
    }
    assertThat(undecided).isEmpty();
  }

  @Test
  void shouldNotAllowAnythingThatReadsFilesOrSettings() {
    FunctionPolicy policy = FunctionPolicy.standard();
    assertThat(policy.tables())
        .noneMatch(
            name ->
                name.startsWith("read_")
                    || name.startsWith("duckdb_")
                    || name.startsWith("pragma"));
    assertThat(policy.expressions())
        .doesNotContain("getenv", "current_setting", "getvariable", "query");
  }
}
