package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user has no right on cannot be told from what is not there, at any door: every answer
 * about {@code vault.plans}, which is there, is the one about {@code vault.clans}, which is not.
 */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvisibleObjectsIT {
  private static final String THERE = "plans";
  private static final String NOT_THERE = "clans";

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;
  private TestingApi user;

  @BeforeAll
  void prepare() {
    admin = new TestingApi(base, node.adminToken());
    admin.succeed("CREATE SCHEMA vault");
    admin.succeed("CREATE TABLE vault.plans (id BIGINT, PRIMARY KEY (id))");
    admin.succeed("CREATE VIEW vault.plans_view AS SELECT id FROM vault.plans");
    admin.succeed("CREATE SCHEMA open");
    admin.succeed("CREATE TABLE open.own (id BIGINT, PRIMARY KEY (id))");
    user = admin.asNewUser("outsider", meta);
    admin.succeed(
        "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON NAMESPACE open TO ROLE outsider");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM vault.plans",
        "SELECT * FROM vault.plans_view",
        "SELECT * FROM VAULT.Plans",
        "SELECT * FROM open.own o JOIN vault.plans p USING (id)",
        "SELECT * FROM open.own WHERE id IN (SELECT id FROM vault.plans)",
        "SELECT * FROM vault.plansx",
        "SELECT * FROM plans",
        "EXPLAIN SELECT * FROM vault.plans",
        "EXPLAIN ANALYZE SELECT * FROM vault.plans",
        "EXPLAIN PIPELINE SELECT * FROM vault.plans",
        "SUMMARIZE vault.plans",
        "DESCRIBE vault.plans",
        "DESCRIBE SELECT * FROM vault.plans",
        "SHOW CREATE TABLE vault.plans",
        "SHOW SNAPSHOTS FROM vault.plans",
        "SHOW FILES FROM vault.plans",
        "INSERT INTO vault.plans VALUES (1)",
        "INSERT INTO open.own SELECT id FROM vault.plans",
        "UPDATE vault.plans SET id = 1",
        "UPDATE open.own SET id = (SELECT max(id) FROM vault.plans)",
        "DELETE FROM vault.plans",
        "DELETE FROM open.own WHERE id IN (SELECT id FROM vault.plans)",
        "TRUNCATE TABLE vault.plans",
        "ALTER TABLE vault.plans ADD COLUMN a BIGINT",
        "ALTER TABLE vault.plans RENAME TO vault.other",
        "ALTER TABLE open.own RENAME TO vault.plans",
        "DROP TABLE vault.plans",
        "DROP VIEW vault.plans_view",
        "CREATE TABLE vault.plans (id BIGINT, PRIMARY KEY (id))",
        "CREATE TABLE IF NOT EXISTS vault.plans (id BIGINT, PRIMARY KEY (id))",
        "CREATE OR REPLACE TABLE vault.plans (id BIGINT, PRIMARY KEY (id))",
        "CREATE TABLE vault.plans PRIMARY KEY (id) AS SELECT 1 AS id",
        "CREATE VIEW vault.plans AS SELECT 1 AS a",
        "CREATE VIEW open.v AS SELECT * FROM vault.plans",
        "CREATE SCHEMA vault",
        "CREATE SCHEMA IF NOT EXISTS vault",
      })
  void shouldFailAsIfItWereNotThere(String sql) {
    JsonNode there = user.fail(sql);
    JsonNode notThere = user.fail(other(sql));

    assertThat(there.path("code").asText())
        .as(there.toString())
        .isIn("TABLE_NOT_FOUND", "PERMISSION_DENIED");
    assertThat(withoutId(there)).isEqualTo(withoutId(notThere));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE IF EXISTS vault.plans",
        "DROP VIEW IF EXISTS vault.plans_view",
        "SHOW TABLES IN vault",
        "SHOW ALL TABLES",
        "SHOW SCHEMAS",
        "SHOW GRANTS",
      })
  void shouldListNothingOfIt(String sql) {
    assertThat(user.rows(sql).toString().replace(THERE, NOT_THERE))
        .isEqualTo(user.rows(other(sql)).toString());
    assertThat(admin.rows("SELECT count(*) FROM vault.plans")).hasSize(1);
    assertThat(admin.rows("SELECT count(*) FROM vault.plans_view")).hasSize(1);
  }

  @Test
  void shouldNotNameItInTheCatalogNorInTheSearch() {
    for (String path :
        List.of(
            "/api/v1/catalog",
            "/api/v1/search?q=plan",
            "/api/v1/search?q=vault",
            "/api/v1/home",
            "/iceberg/v1/namespaces")) {
      HttpResponse<String> answer = user.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).doesNotContain(THERE).doesNotContain("vault");
    }
    assertThat(user.get("/api/v1/catalog").body()).contains("own");
    assertThat(admin.get("/api/v1/catalog").body()).contains(THERE);
    assertThat(admin.get("/api/v1/search?q=plan").body()).contains(THERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/catalog/vault/plans",
        "GET /api/v1/catalog/vault/plans/snapshots",
        "GET /api/v1/catalog/vault/plans/files",
        "GET /api/v1/catalog/vault/plans/sample",
        "GET /iceberg/v1/namespaces/vault/tables/plans",
        "GET /iceberg/v1/namespaces/vault/views/plans_view",
        "HEAD /iceberg/v1/namespaces/vault/tables/plans",
        "HEAD /iceberg/v1/namespaces/vault/views/plans_view",
        "DELETE /iceberg/v1/namespaces/vault/tables/plans",
        "DELETE /iceberg/v1/namespaces/vault/views/plans_view",
        "POST /iceberg/v1/namespaces/vault/tables/plans {\"requirements\": [], \"updates\": []}",
        "POST /iceberg/v1/namespaces/vault/tables/plans/metrics {}",
        "POST /iceberg/v1/tables/rename {\"source\": {\"namespace\": [\"vault\"], \"name\":"
            + " \"plans\"}, \"destination\": {\"namespace\": [\"open\"], \"name\": \"x\"}}",
      })
  void shouldAnswerAsIfItWereNotThere(String call) {
    HttpResponse<String> there = answer(call);
    HttpResponse<String> notThere = answer(other(call));

    assertThat(there.statusCode()).as(there.body()).isGreaterThanOrEqualTo(400);
    assertThat(there.statusCode()).isEqualTo(notThere.statusCode());
    assertThat(there.body().replace(THERE, NOT_THERE)).isEqualTo(notThere.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /iceberg/v1/namespaces/vault",
        "HEAD /iceberg/v1/namespaces/vault",
        "GET /iceberg/v1/namespaces/vault/tables",
        "GET /iceberg/v1/namespaces/vault/views",
        "GET /iceberg/v1/namespaces?parent=vault",
        "DELETE /iceberg/v1/namespaces/vault",
        "POST /iceberg/v1/namespaces/vault/properties {\"updates\": {\"a\": \"b\"}}",
        "POST /iceberg/v1/namespaces {\"namespace\": [\"vault\"], \"properties\": {}}",
        "GET /api/v1/catalog/vault/x",
      })
  void shouldAnswerAsIfItsNamespaceWereNotThere(String call) {
    HttpResponse<String> there = answer(call);
    HttpResponse<String> notThere = answer(call.replace("vault", "fault"));

    assertThat(there.statusCode()).as(there.body()).isGreaterThanOrEqualTo(400);
    assertThat(there.statusCode()).isEqualTo(notThere.statusCode());
    assertThat(there.body().replace("vault", "fault")).isEqualTo(notThere.body());
  }

  private HttpResponse<String> answer(String call) {
    String[] parts = call.split(" ", 3);
    HttpRequest.Builder request = user.request(parts[1]);
    if (parts.length > 2) {
      request.header("Content-Type", "application/json");
    }
    return TestingApi.send(
        request.method(
            parts[0],
            parts.length > 2 ? BodyPublishers.ofString(parts[2]) : BodyPublishers.noBody()));
  }

  @Test
  void shouldNotNameItInTheMetadataOfFlightSql() throws Exception {
    Properties properties = new Properties();
    properties.put("token", user.token());
    properties.put("useEncryption", "false");
    try (Connection connection =
        new ArrowFlightJdbcDriver()
            .connect("jdbc:arrow-flight-sql://127.0.0.1:" + node.flightPort(), properties)) {
      DatabaseMetaData metadata = connection.getMetaData();
      assertThat(texts(metadata.getTables(null, null, "%", null), "TABLE_NAME"))
          .contains("own")
          .doesNotContain(THERE, "plans_view");
      assertThat(texts(metadata.getSchemas(), "TABLE_SCHEM"))
          .contains("open")
          .doesNotContain("vault");
      assertThat(texts(metadata.getColumns(null, "vault", "%", "%"), "TABLE_NAME")).isEmpty();
      assertThat(texts(metadata.getPrimaryKeys(null, "vault", THERE), "COLUMN_NAME")).isEmpty();
    }
  }

  private static List<String> texts(ResultSet rows, String column) throws Exception {
    List<String> texts = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        texts.add(rows.getString(column));
      }
    }
    return texts;
  }

  private static String other(String text) {
    return text.replace(THERE, NOT_THERE).replace("Plans", "Clans");
  }

  /** As the answer about the other name would read. */
  private static String withoutId(JsonNode error) {
    return other(error.toString().replace(error.path("queryId").asText(), ""));
  }
}
