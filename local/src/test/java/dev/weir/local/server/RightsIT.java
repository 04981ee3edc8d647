package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users who are not administrators may do with what they know of. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(300)
class RightsIT {
  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  private void createOrders(String namespace) {
    admin.succeed("CREATE SCHEMA " + namespace);
    admin.succeed(
        "CREATE TABLE "
            + namespace
            + ".orders (id BIGINT, region VARCHAR, amount BIGINT, PRIMARY KEY (id))");
    admin.succeed(
        "INSERT INTO "
            + namespace
            + ".orders VALUES (1, 'EU', 10), (2, 'US', 20), (3, 'EU', 30), (4, 'US', 40)");
  }

  @Test
  void shouldSayWhichRightIsMissingAndWhoCanGrantIt() {
    // Given
    createOrders("needs");
    TestingApi user = admin.asNewUser("needy", meta);
    admin.succeed("GRANT SELECT ON needs.orders TO ROLE needy");
    admin.succeed("CREATE TABLE needs.inbox (id BIGINT, PRIMARY KEY (id))");
    admin.succeed("GRANT INSERT ON needs.inbox TO ROLE needy");

    // Then
    assertDenied(user, "INSERT INTO needs.orders VALUES (9, 'x', 1)", "INSERT", "needs.orders");
    assertDenied(user, "UPDATE needs.orders SET amount = 1", "UPDATE", "needs.orders");
    assertDenied(user, "DELETE FROM needs.orders", "DELETE", "needs.orders");
    assertDenied(user, "TRUNCATE TABLE needs.orders", "DELETE", "needs.orders");
    assertDenied(user, "ALTER TABLE needs.orders ADD COLUMN note VARCHAR", "ALTER", "needs.orders");
    assertDenied(user, "ALTER TABLE needs.orders RENAME TO mine", "ALTER", "needs.orders");
    assertDenied(user, "DROP TABLE needs.orders", "DROP", "needs.orders");
    assertDenied(user, "SELECT * FROM needs.inbox", "SELECT", "needs.inbox");
    assertDenied(user, "EXPLAIN SELECT * FROM needs.inbox", "SELECT", "needs.inbox");
    assertDenied(user, "SHOW CREATE TABLE needs.inbox", "SELECT", "needs.inbox");
    assertDenied(
        user, "INSERT INTO needs.inbox SELECT id FROM needs.inbox", "SELECT", "needs.inbox");
    assertDenied(user, "CREATE TABLE needs.more (id BIGINT, PRIMARY KEY (id))", "CREATE", "needs");
    assertDenied(user, "CREATE VIEW needs.v AS SELECT 1 AS a", "CREATE", "needs");
    assertDenied(user, "CREATE SCHEMA other", "CREATE", "other");

    // And what is granted works
    assertThat(user.rows("SELECT count(*) FROM needs.orders")).isEqualTo(TestingApi.json("[[4]]"));
    user.succeed("INSERT INTO needs.inbox VALUES (1)");
    assertThat(admin.rows("SELECT count(*) FROM needs.inbox")).isEqualTo(TestingApi.json("[[1]]"));
  }

  private static void assertDenied(TestingApi user, String sql, String right, String object) {
    JsonNode error = user.fail(sql);
    assertThat(error.path("code").asText()).as(sql + "\n" + error).isEqualTo("PERMISSION_DENIED");
    assertThat(error.path("message").asText()).as(sql).contains(right).contains(object);
    assertThat(error.path("hint").asText())
        .as(sql)
        .contains("Ask an administrator", "GRANT " + right + " ON ", object, " TO ROLE ");
  }

  @Test
  void shouldKeepTheStatementsAboutRightsForAdministrators() {
    TestingApi user = admin.asNewUser("climber", meta);

    for (String sql :
        List.of(
            "GRANT SELECT ON * TO ROLE climber",
            "REVOKE SELECT ON * FROM ROLE climber",
            "GRANT ROLE climber TO USER climber",
            "REVOKE ROLE climber FROM USER climber",
            "CREATE ROLE mine",
            "DROP ROLE climber",
            "CREATE USER friend ADMIN",
            "DROP USER admin",
            "DROP SCHEMA default")) {
      JsonNode error = user.fail(sql);
      assertThat(error.path("code").asText()).as(sql).isEqualTo("PERMISSION_DENIED");
      assertThat(error.path("hint").asText()).contains("administrator");
    }
    for (String path : List.of("/api/v1/roles", "/api/v1/roles/climber", "/api/v1/resources")) {
      assertThat(user.get(path).statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void shouldListOnlyWhatIsAboutOneself() {
    // Given
    createOrders("lists");
    TestingApi user = admin.asNewUser("reader", meta);
    admin.succeed("CREATE ROLE hidden");
    admin.succeed("GRANT SELECT ON lists.orders TO ROLE hidden");

    // Then
    assertThat(texts(user.rows("SHOW USERS"), 0)).containsExactly("reader");
    assertThat(texts(user.rows("SHOW ROLES"), 0)).containsExactly("reader");
    assertThat(user.rows("SHOW GRANTS")).isEmpty();
    assertThat(user.rows("SHOW ALL TABLES")).isEmpty();
    assertThat(user.rows("SHOW SCHEMAS")).isEmpty();
    assertThat(texts(user.rows("SHOW USAGE"), 0)).isSubsetOf("reader");

    // When
    admin.succeed("GRANT ROLE hidden TO USER reader");

    // Then at once
    assertThat(texts(user.rows("SHOW SCHEMAS"), 0)).containsExactly("lists");
    assertThat(texts(user.rows("SHOW TABLES IN lists"), 1)).containsExactly("orders");
    assertThat(texts(user.rows("SHOW GRANTS"), 1)).containsExactly("lists.orders");
    assertThat(texts(user.rows("DESCRIBE lists.orders"), 0))
        .containsExactly("id", "region", "amount");

    // When
    admin.succeed("REVOKE ROLE hidden FROM USER reader");

    // Then
    assertThat(user.fail("SELECT * FROM lists.orders").path("code").asText())
        .isEqualTo("TABLE_NOT_FOUND");
  }

  @Test
  void shouldRenameOnlyWithTheRightsToAlterAndToCreate() {
    // Given
    createOrders("moves");
    TestingApi user = admin.asNewUser("mover", meta);
    admin.succeed("GRANT SELECT, ALTER ON moves.orders TO ROLE mover");

    // Then
    assertDenied(user, "ALTER TABLE moves.orders RENAME TO moved", "CREATE", "moves");
    admin.succeed("GRANT CREATE, SELECT ON NAMESPACE moves TO ROLE mover");
    user.succeed("ALTER TABLE moves.orders RENAME TO moved");
    assertThat(user.rows("SELECT count(*) FROM moves.moved")).isEqualTo(TestingApi.json("[[4]]"));
    // The grant is on the name: what it allowed went with the old one.
    assertDenied(user, "ALTER TABLE moves.moved ADD COLUMN note VARCHAR", "ALTER", "moves.moved");
  }

  @Test
  void shouldReadAViewWithTheRightsOfWhoAsks() {
    // Given
    createOrders("viewed");
    admin.succeed("CREATE VIEW viewed.eu AS SELECT id, amount FROM viewed.orders");
    TestingApi user = admin.asNewUser("viewer", meta);
    admin.succeed("GRANT SELECT ON viewed.eu TO ROLE viewer");

    // Then
    JsonNode error = user.fail("SELECT * FROM viewed.eu");
    assertThat(error.path("code").asText()).isEqualTo("TABLE_NOT_FOUND");
    assertThat(error.path("message").asText()).contains("a view").contains("viewed.orders");
    assertThat(error.path("hint").asText()).contains("your rights");

    // When the table may be read in part
    putRole(
        "viewer-part",
        "viewer",
        "{\"object\": \"viewed.orders\", \"privileges\": [\"SELECT\"],"
            + " \"rowFilter\": \"region = 'EU'\", \"columnMasks\": {\"amount\": \"amount * 0\"}}");

    // Then the view shows that part
    assertThat(user.rows("SELECT * FROM viewed.eu ORDER BY id"))
        .isEqualTo(TestingApi.json("[[1,0],[3,0]]"));
    assertThat(admin.rows("SELECT sum(amount) FROM viewed.eu").get(0).get(0).asText())
        .isEqualTo("100");
    assertDenied(user, "DROP VIEW viewed.eu", "DROP", "viewed.eu");
    assertDenied(user, "CREATE OR REPLACE VIEW viewed.eu AS SELECT 1 AS a", "CREATE", "viewed");
  }

  @Test
  void shouldShowAndChangeOnlyTheRowsAndValuesOfAPolicy() {
    // Given
    createOrders("partly");
    TestingApi user = admin.asNewUser("partial", meta);
    putRole(
        "partial-rows",
        "partial",
        "{\"object\": \"partly.orders\","
            + " \"privileges\": [\"SELECT\", \"UPDATE\", \"DELETE\", \"INSERT\"],"
            + " \"rowFilter\": \"region = 'EU'\", \"columnMasks\": {\"amount\": \"NULL\"}}");

    // Then what it reads is filtered and masked, wherever it stands in a statement
    assertThat(user.rows("SELECT * FROM partly.orders ORDER BY id"))
        .isEqualTo(TestingApi.json("[[1,\"EU\",null],[3,\"EU\",null]]"));
    assertThat(user.rows("SELECT count(*), count(amount) FROM partly.orders"))
        .isEqualTo(TestingApi.json("[[2,0]]"));
    assertThat(user.rows("SELECT id FROM partly.orders WHERE amount > 0 OR region = 'US'"))
        .isEmpty();
    assertThat(user.rows("SELECT id FROM partly.orders WHERE id = 2")).isEmpty();

    // And nothing tells the bounds of what it hides
    JsonNode files = user.rows("SHOW FILES FROM partly.orders");
    assertThat(files.get(0).get(4).isNull()).isTrue();
    assertThat(files.get(0).get(5).isNull()).isTrue();
    for (JsonNode column :
        TestingApi.json(user.get("/api/v1/catalog/partly/orders")).path("columns")) {
      assertThat(column.path("min").isNull()).as(column.toString()).isTrue();
      assertThat(column.path("max").isNull()).isTrue();
    }
    JsonNode entry = TestingApi.json(user.get("/api/v1/catalog/partly/orders/files")).get(0);
    assertThat(entry.path("min")).isEmpty();
    assertThat(entry.path("max")).isEmpty();

    // And whoever reads files whole is sent to SQL
    HttpResponse<String> loaded = user.get("/iceberg/v1/namespaces/partly/tables/orders");
    assertThat(loaded.statusCode()).isEqualTo(403);
    assertThat(loaded.body()).contains("SQL").doesNotContain("metadata-location");

    // And it changes nothing whose values it does not see
    for (String sql :
        List.of(
            "DELETE FROM partly.orders WHERE id = 1",
            "UPDATE partly.orders SET region = 'US'",
            "TRUNCATE TABLE partly.orders")) {
      JsonNode error = user.fail(sql);
      assertThat(error.path("code").asText()).as(sql).isEqualTo("PERMISSION_DENIED");
      assertThat(error.path("message").asText()).contains("masked");
    }

    // When there is only the filter
    putRole(
        "partial-rows",
        "partial",
        "{\"object\": \"partly.orders\","
            + " \"privileges\": [\"SELECT\", \"UPDATE\", \"DELETE\", \"INSERT\"],"
            + " \"rowFilter\": \"region = 'EU'\"}");

    // Then it changes no row that it does not see
    user.succeed("DELETE FROM partly.orders WHERE id IN (1, 2)");
    user.succeed("UPDATE partly.orders SET amount = amount + 1");
    assertThat(user.fail("TRUNCATE TABLE partly.orders").path("code").asText())
        .isEqualTo("PERMISSION_DENIED");
    assertThat(admin.rows("SELECT id, region, amount FROM partly.orders ORDER BY id"))
        .isEqualTo(TestingApi.json("[[2,\"US\",20],[3,\"EU\",31],[4,\"US\",40]]"));
  }

  @Test
  void shouldTakeRightsFromAWarehouseRoleAndGiveThemBack() throws Exception {
    // Given
    createOrders("roles");
    TestingApi user = admin.asNewUser("member", meta);
    String yaml =
        """
        apiVersion: weir.dev/v1alpha1
        kind: Warehouse
        metadata: {name: main}
        spec: {storage: {managed: {}}}
        ---
        apiVersion: weir.dev/v1alpha1
        kind: WarehouseRole
        metadata: {name: eu-readers}
        spec:
          warehouseRef: {name: main}
          members: [member]
          grants:
            - object: roles.orders
              privileges: [Select]
              rowFilter: region = 'EU'
        """;

    // When
    HttpResponse<String> applied =
        TestingApi.send(
            admin
                .request("/api/v1/resources")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
    assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
    JsonNode role = awaitPhase("WarehouseRole", "eu-readers");

    // Then
    assertThat(role.path("phase").asText()).as(role.toString()).isEqualTo("Ready");
    assertThat(user.rows("SELECT id FROM roles.orders ORDER BY id"))
        .isEqualTo(TestingApi.json("[[1],[3]]"));

    // When
    assertThat(admin.delete("/api/v1/resources/WarehouseRole/eu-readers").statusCode())
        .isEqualTo(200);

    // Then
    assertThat(user.fail("SELECT id FROM roles.orders").path("code").asText())
        .isEqualTo("TABLE_NOT_FOUND");
  }

  private JsonNode awaitPhase(String kind, String name) throws InterruptedException {
    for (int i = 0; ; i++) {
      JsonNode resource = TestingApi.json(admin.get("/api/v1/resources/" + kind + "/" + name));
      if (!resource.path("phase").asText().equals("Pending") || i == 600) {
        return resource;
      }
      Thread.sleep(100);
    }
  }

  @Test
  void shouldKeepEveryGrantOfRacingAdministrators() throws Exception {
    // Given
    int writers = 6;
    int tables = 5;
    admin.succeed("CREATE SCHEMA race");
    admin.succeed("CREATE ROLE racer");
    for (int i = 0; i < writers * tables; i++) {
      admin.succeed("CREATE TABLE race.t" + i + " (id BIGINT, PRIMARY KEY (id))");
    }
    CyclicBarrier start = new CyclicBarrier(writers);

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int first = writer * tables;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = first; i < first + tables; i++) {
                    admin.succeed("GRANT SELECT ON race.t" + i + " TO ROLE racer");
                  }
                  return true;
                }));
      }
      for (Future<Boolean> each : running) {
        assertThat(each.get()).isTrue();
      }
    }

    // Then
    List<String> objects =
        admin
            .rows("SHOW GRANTS")
            .valueStream()
            .filter(row -> row.get(0).asText().equals("racer"))
            .map(row -> row.get(1).asText())
            .toList();
    assertThat(objects).hasSize(writers * tables).doesNotHaveDuplicates();
  }

  private void putRole(String name, String member, String grant) {
    HttpResponse<String> answer =
        TestingApi.send(
            admin
                .request("/api/v1/roles/" + name)
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"members\": [\"" + member + "\"], \"grants\": [" + grant + "]}")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<String> texts(JsonNode rows, int column) {
    return rows.valueStream().map(row -> row.get(column).asText()).toList();
  }
}
