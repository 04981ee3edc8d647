package dev.weir.engine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyStatementTest {

  @Test
  void shouldMakeOptionsOfParameters() {
    // When
    String sql =
        CopyStatement.of(
                "sales.orders",
                "csv",
                Map.of(
                    "format", List.of("csv"),
                    "name", List.of("a.csv"),
                    "columns", List.of("id, da\"y"),
                    "onError", List.of("report"),
                    "primaryKey", List.of("id,day")))
            .from("upload:1");

    // Then
    assertThat(sql)
        .isEqualTo(
            "COPY \"sales\".\"orders\" (\"id\", \"da\"\"y\") FROM 'upload:1' (FORMAT 'csv', ON_ERROR 'report',"
                + " PRIMARY_KEY 'id,day')");
  }

  @Test
  void shouldQuoteWhateverComes() {
    // When
    String sql =
        CopyStatement.of("a.b\"; DROP TABLE x; --", "c'sv", Map.of("delimiter", List.of("');--")))
            .from("upload:1");

    // Then
    assertThat(sql)
        .isEqualTo(
            "COPY \"a\".\"b\"\"; DROP TABLE x; --\" FROM 'upload:1' (FORMAT 'c''sv',"
                + " DELIMITER ''');--')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", ".orders", "sales.", ""})
  void shouldRefuseWhatIsNoTable(String table) {
    // When / Then
    assertThatThrownBy(() -> CopyStatement.of(table, null, Map.of()))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void shouldRefuseAnOptionThatIsNoWord() {
    // When / Then
    assertThatThrownBy(() -> CopyStatement.of("a.b", null, Map.of("x) TO 'y'", List.of(""))))
        .isInstanceOf(WeirException.class);
  }
}
