package dev.weir.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.engine.command.TableCommand.CreateTable;
import dev.weir.engine.command.TableCommand.SortColumn;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  -- note\n select 1;",
        "/* a /* nested */ note */ VALUES (1)",
        "FROM t",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "(SELECT 1)",
        "EXPLAIN SELECT 1",
        "TABLE t",
        "SUMMARIZE t",
        "nonsense"
      })
  void shouldLeaveQueriesToTheEngine(String sql) {
    assertThat(CommandParser.parse(sql)).isEmpty();
  }

  @Test
  void shouldReadWholeCreateTable() {
    CreateTable create =
        (CreateTable)
            parse(
                """
                CREATE TABLE IF NOT EXISTS shop."Order Lines" (
                  id BIGINT NOT NULL COMMENT 'it''s the order',
                  price DECIMAL(12, 2), -- net
                  tags VARCHAR[],
                  place STRUCT(x DOUBLE, "y z" DOUBLE PRECISION),
                  names MAP(VARCHAR, INTEGER[]),
                  at TIMESTAMP WITH TIME ZONE,
                  PRIMARY KEY (id, at)
                ) ORDER BY (price DESC, id) WITH (target_file_size = '500MB', row_group_rows=122880);
                """);

    assertThat(create.table()).isEqualTo(TableIdentifier.of("shop", "Order Lines"));
    assertThat(create.ifNotExists()).isTrue();
    assertThat(create.columns())
        .extracting(TableCommand.ColumnDefinition::name)
        .containsExactly("id", "price", "tags", "place", "names", "at");
    assertThat(create.columns().getFirst().comment()).isEqualTo("it's the order");
    assertThat(create.columns().get(1).type())
        .isEqualTo(new ColumnType.Scalar("DECIMAL", List.of(12, 2)));
    assertThat(create.columns().get(5).type())
        .isEqualTo(new ColumnType.Scalar("TIMESTAMP WITH TIME ZONE", List.of()));
    assertThat(create.clauses().primaryKey()).containsExactly("id", "at");
    assertThat(create.clauses().sortOrder())
        .containsExactly(new SortColumn("price", true), new SortColumn("id", false));
    assertThat(create.clauses().options())
        .containsEntry("target_file_size", "500MB")
        .containsEntry("row_group_rows", "122880");
  }

  @Test
  void shouldKeepQueryOfCreateTableAsText() {
    String sql =
        "CREATE OR REPLACE TABLE t PRIMARY KEY (a) AS\n SELECT ? AS a FROM x WHERE b = $2 ;";
    TableCommand.CreateTableAs create = (TableCommand.CreateTableAs) parse(sql);

    assertThat(create.orReplace()).isTrue();
    assertThat(create.query().text()).isEqualTo("SELECT ? AS a FROM x WHERE b = $2");
    assertThat(create.query().offset()).isEqualTo(sql.indexOf("SELECT"));
    assertThat(BoundText.withValues(create.query(), List.of("it's", 2.5)))
        .isEqualTo("SELECT 'it''s' AS a FROM x WHERE b = 2.5::DOUBLE");
  }

  @Test
  void shouldReadInsertForms() {
    DataCommand.Insert plain =
        (DataCommand.Insert) parse("INSERT INTO a.t VALUES (1, ';'), (2, ')')");
    DataCommand.Insert columns =
        (DataCommand.Insert) parse("insert or replace into t (a, \"B\") select 1, 2; ");
    DataCommand.Insert brackets = (DataCommand.Insert) parse("INSERT INTO t (SELECT 1)");

    assertThat(plain.query().text()).isEqualTo("VALUES (1, ';'), (2, ')')");
    assertThat(columns.columns()).containsExactly("a", "B");
    assertThat(columns.orReplace()).isTrue();
    assertThat(brackets.columns()).isEmpty();
    assertThat(brackets.query().text()).isEqualTo("(SELECT 1)");
  }

  @Test
  void shouldCutUpdateAtItsClauses() {
    DataCommand.Update update =
        (DataCommand.Update)
            parse(
                "UPDATE t AS x SET a = CASE WHEN b THEN (SELECT max(c) FROM y WHERE d) END,"
                    + " e = f IS DISTINCT FROM g, h = [1, 2] WHERE i = 'where'");

    assertThat(update.alias()).isEqualTo("x");
    assertThat(update.assignments())
        .extracting(assignment -> assignment.column() + "=" + assignment.value().text())
        .containsExactly(
            "a=CASE WHEN b THEN (SELECT max(c) FROM y WHERE d) END",
            "e=f IS DISTINCT FROM g",
            "h=[1, 2]");
    assertThat(update.where()).isNotNull();
    assertThat(update.where().text()).isEqualTo("i = 'where'");
  }

  @Test
  void shouldReadCopyOptions() {
    DataCommand.Copy copy =
        (DataCommand.Copy)
            parse(
                "COPY t (a, b) FROM 'upload:1' (FORMAT csv, HEADER, DELIMITER ';', ON_ERROR 'report')");

    assertThat(copy.columns()).containsExactly("a", "b");
    assertThat(copy.file()).isEqualTo("upload:1");
    assertThat(copy.options())
        .containsEntry("format", "csv")
        .containsEntry("header", "true")
        .containsEntry("delimiter", ";")
        .containsEntry("on_error", "report");
  }

  @Test
  void shouldReadGrants() {
    AccessCommand.ChangeGrant grant =
        (AccessCommand.ChangeGrant) parse("GRANT SELECT, INSERT ON shop.orders TO ROLE clerk");
    AccessCommand.ChangeGrant revoke =
        (AccessCommand.ChangeGrant) parse("REVOKE ALL ON NAMESPACE shop FROM ROLE clerk");

    assertThat(grant.privileges()).containsExactly(Privilege.SELECT, Privilege.INSERT);
    assertThat(grant.object()).containsExactly("shop", "orders");
    assertThat(grant.objectIsTable()).isTrue();
    assertThat(revoke.privileges()).hasSize(7);
    assertThat(revoke.objectIsTable()).isFalse();
    assertThat(parse("GRANT ROLE clerk TO USER ada"))
        .isEqualTo(new AccessCommand.ChangeMembership(true, "clerk", "ada"));
    assertThat(parse("CREATE USER IF NOT EXISTS ada"))
        .isEqualTo(new AccessCommand.CreateUser("ada", true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SHOW TABLES | SHOW TABLES",
        "show tables in a.b | SHOW TABLES",
        "SHOW DATABASES | SHOW NAMESPACES",
        "SHOW COLUMNS FROM t | SHOW COLUMNS",
        "DESCRIBE t | SHOW COLUMNS",
        "DESCRIBE SELECT 1 | DESCRIBE",
        "SHOW CREATE TABLE t | SHOW CREATE TABLE",
        "SHOW SNAPSHOTS FROM t | SHOW SNAPSHOTS",
        "SHOW PARTITIONS FROM t | SHOW PARTITIONS",
        "SHOW USERS | SHOW USERS",
        "SHOW CLUSTERS | SHOW CLUSTERS",
        "DROP VIEW IF EXISTS v | DROP VIEW",
        "ALTER TABLE t RENAME a TO b | ALTER TABLE",
        "ALTER TABLE t ADD COLUMN a INTEGER COMMENT 'x' | ALTER TABLE",
        "ALTER TABLE t ALTER COLUMN a COMMENT 'x' | ALTER TABLE",
        "ALTER TABLE t SET (row_group_rows = 4096) | ALTER TABLE",
        "ALTER VIEW v RENAME TO w | ALTER VIEW",
        "TRUNCATE TABLE t | TRUNCATE",
        "DELETE FROM t | DELETE",
        "SET max_threads = 16 | SET"
      })
  void shouldNameTheKind(String sql, String kind) {
    assertThat(parse(sql).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA version",
        "SET memory_limit = '1GB'",
        "RESET threads",
        "EXPORT DATABASE 'x'",
        "CALL pragma_version()",
        "CHECKPOINT",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "USE x",
        "COPY t TO 'x.csv'",
        "COPY (SELECT 1) TO 'x.csv'",
        "CREATE MACRO f(a) AS a",
        "CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a INT DEFAULT 1)",
        "DROP SCHEMA s CASCADE",
        "INSERT INTO t VALUES (1) RETURNING a",
        "UPDATE t SET a = 1 FROM b",
        "DELETE FROM t USING b",
        "SHOW ALL",
        "VACUUM",
        "MERGE INTO t USING s ON a = b"
      })
  void shouldRefuseWithHint(String sql) {
    assertThatThrownBy(() -> CommandParser.parse(sql))
        .asInstanceOf(InstanceOfAssertFactories.type(WeirException.class))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_NOT_SUPPORTED);
              assertThat(failure.hint()).isNotBlank();
              assertThat(failure.position()).isNotNull();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE TABLE t (a INT,, b INT) | 1 | 23",
        "CREATE TABLE t\\n(a INT\\n  PRIMARY | 3 | 3",
        "DROP TABLE a; DROP TABLE b | 1 | 15",
        "INSERT INTO t VALUES (1, 'x | 1 | 26",
        "DELETE FROM \"t | 1 | 13",
        "DELETE FROM t WHERE | 1 | 20",
        "UPDATE t SET a = (1 | 1 | 18",
        "TRUNCATE t t2 | 1 | 12",
        "DROP TABLE /* x | 1 | 12"
      })
  void shouldPlaceSyntaxErrors(String sql, int line, int column) {
    assertThatThrownBy(() -> CommandParser.parse(sql.replace("\\n", "\n")))
        .asInstanceOf(InstanceOfAssertFactories.type(WeirException.class))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
              assertThat(failure.position()).isNotNull();
              assertThat(failure.position().line()).isEqualTo(line);
              assertThat(failure.position().column()).isEqualTo(column);
            });
  }

  @Test
  void shouldRefuseEmptyStatement() {
    assertThatThrownBy(() -> CommandParser.parse(" ; -- nothing"))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void shouldReadLongValuesInOnePass() {
    StringBuilder sql = new StringBuilder("INSERT INTO t VALUES (0)");
    for (int i = 1; i < 50_000; i++) {
      sql.append(", (").append(i).append(')');
    }

    DataCommand.Insert insert = (DataCommand.Insert) parse(sql.toString());

    assertThat(insert.query().text()).endsWith("(49999)");
  }

  private static Command parse(String sql) {
    return CommandParser.parse(sql).orElseThrow();
  }
}
