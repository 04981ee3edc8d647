package dev.weir.web.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "origin",
        "Select",
        "with space",
        "a\"b",
        "\"; DROP TABLE t; --",
        "\\",
        "'",
        "日本",
        "a.b",
        "\""
      })
  void shouldMakeOneIdentifierOfAnyText(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      // Given a schema, a table and a column of that name
      String quoted = Identifiers.quote(name);
      statement.execute("CREATE SCHEMA " + quoted);
      statement.execute("CREATE TABLE " + quoted + "." + quoted + " AS SELECT 1 AS " + quoted);

      // Then the engine finds them
      try (ResultSet rows =
          statement.executeQuery("SELECT " + quoted + " FROM " + quoted + "." + quoted)) {
        assertThat(rows.getMetaData().getColumnName(1)).isEqualTo(name);
        assertThat(rows.next()).isTrue();
      }
    }
  }
}
