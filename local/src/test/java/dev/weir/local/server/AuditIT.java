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
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the audit log after it was done through the doors of the process. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class AuditIT {
  private static final String AUDIT = "/api/v1/audit";
  private static final String DASHBOARD =
      """
      {"apiVersion": "weir.dev/v1alpha1", "kind": "Dashboard", "metadata": {"name": "%s"},
       "spec": {"warehouseRef": {"name": "local"}, "title": "Audited",
         "queries": [{"name": "q", "sql": "SELECT 1 AS n"}],
         "charts": [{"name": "n", "title": "N", "type": "BigNumber", "query": "q",
                     "encoding": {"value": "n"}}]}}
      """;
  private static final String NOTEBOOK =
      """
      {"apiVersion": "weir.dev/v1alpha1", "kind": "Notebook", "metadata": {"name": "%s"},
       "spec": {"warehouseRef": {"name": "local"}, "title": "Audited",
         "cells": [{"name": "a", "type": "Text", "text": "hello"}]}}
      """;

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  @Test
  void shouldShowSignInsGoodAndBad() {
    // Given
    TestingApi nobody = new TestingApi(base, null);
    TestingApi user = admin.asNewUser("signer", meta);

    // When
    HttpResponse<String> good =
        nobody.post("/api/v1/session", "{\"token\": \"" + user.token() + "\"}");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(nobody.post("/api/v1/session", "{\"token\": \"weir_wrong\"}").statusCode())
        .isEqualTo(401);
    String cookie = good.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    assertThat(
            TestingApi.send(
                    nobody
                        .request("/api/v1/session")
                        .header("Cookie", cookie)
                        .header("X-Weir-Request", "1")
                        .DELETE())
                .statusCode())
        .isEqualTo(204);

    // Then
    assertThat(log("signer")).containsExactly("signer sign-out  OK", "signer sign-in  OK");
    assertThat(log(null)).contains(" sign-in  UNAUTHENTICATED");
    assertThat(admin.get(AUDIT).body()).doesNotContain("weir_wrong", user.token());
  }

  @Test
  void shouldShowEditsAndViewsAndAViewOnceAMinute() {
    // Given
    TestingApi user = admin.asNewUser("editor", meta);

    // When
    assertThat(put(user, "/api/v1/dashboards/audited", DASHBOARD.formatted("audited")))
        .isEqualTo(200);
    assertThat(
            put(user, "/api/v1/notebooks/ops~audited", namespaced(NOTEBOOK.formatted("audited"))))
        .isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      assertThat(user.get("/api/v1/dashboards/audited").statusCode()).isEqualTo(200);
      assertThat(user.get("/api/v1/notebooks/ops~audited").statusCode()).isEqualTo(200);
    }
    assertThat(put(user, "/api/v1/dashboards/audited", DASHBOARD.formatted("other")))
        .isEqualTo(422);
    assertThat(user.delete("/api/v1/dashboards/audited").statusCode()).isEqualTo(204);
    assertThat(user.delete("/api/v1/notebooks/ops~audited").statusCode()).isEqualTo(204);

    // Then
    assertThat(log("editor"))
        .containsExactly(
            "editor delete Notebook ops/audited OK",
            "editor delete Dashboard default/audited OK",
            "editor view Notebook ops/audited OK",
            "editor view Dashboard default/audited OK",
            "editor apply Notebook ops/audited OK",
            "editor apply Dashboard default/audited OK");
  }

  @Test
  void shouldShowTokensMadeAndRevoked() {
    // Given
    TestingApi user = admin.asNewUser("maker", meta);

    // When
    JsonNode made = TestingApi.json(user.post("/api/v1/tokens", "{}"));
    String id = made.path("id").asText();
    assertThat(user.delete("/api/v1/tokens/" + id).statusCode()).isEqualTo(204);

    // Then
    assertThat(log("maker"))
        .containsExactly(
            "maker revoke Token " + id + " of maker OK",
            "maker create Token " + id + " of maker OK");
    assertThat(admin.get(AUDIT).body()).doesNotContain(made.path("token").asText());
  }

  @Test
  void shouldShowWhoGrantedWhatToWhom() {
    // Given a second administrator, so that the log has only what this test does
    TestingApi boss = newAdmin("boss");
    boss.succeed("CREATE TABLE granted (id BIGINT, PRIMARY KEY (id))");

    // When
    boss.succeed("CREATE USER grantee");
    boss.succeed("CREATE ROLE audited");
    boss.succeed("GRANT  SELECT\n ON granted TO ROLE audited");
    boss.succeed("GRANT ROLE audited TO USER grantee");
    boss.succeed("REVOKE SELECT ON granted FROM ROLE audited");
    boss.fail("GRANT SELECT ON granted TO ROLE nobodys");
    boss.succeed("DROP ROLE audited");
    boss.succeed("DROP USER grantee");
    assertThat(put(boss, "/api/v1/roles/audited-yaml", "{\"members\": [], \"grants\": []}"))
        .isEqualTo(200);
    assertThat(boss.delete("/api/v1/roles/audited-yaml").statusCode()).isEqualTo(204);

    // Then
    assertThat(log("boss"))
        .containsExactly(
            "boss delete WarehouseRole audited-yaml OK",
            "boss apply WarehouseRole audited-yaml OK",
            "boss drop user DROP USER grantee OK",
            "boss drop role DROP ROLE audited OK",
            "boss grant GRANT SELECT ON granted TO ROLE nobodys RESOURCE_NOT_FOUND",
            "boss revoke REVOKE SELECT ON granted FROM ROLE audited OK",
            "boss grant role GRANT ROLE audited TO USER grantee OK",
            "boss grant GRANT SELECT ON granted TO ROLE audited OK",
            "boss create role CREATE ROLE audited OK",
            "boss create user CREATE USER grantee OK");
  }

  @Test
  void shouldShowWhatWasRefusedAtEachDoor() {
    // Given what a user may see and not change
    admin.succeed("CREATE TABLE refused (id BIGINT, PRIMARY KEY (id))");
    assertThat(put(admin, "/api/v1/dashboards/admins", DASHBOARD.formatted("admins")))
        .isEqualTo(200);
    TestingApi user = admin.asNewUser("climber2", meta);
    admin.succeed("GRANT SELECT ON refused TO ROLE climber2");

    // When
    for (int i = 0; i < 3; i++) {
      user.fail("DELETE FROM refused WHERE id = 4711");
      assertThat(user.get("/api/v1/roles?secret=1").statusCode()).isEqualTo(403);
    }
    user.fail("GRANT SELECT ON refused TO ROLE climber2");
    assertThat(user.post("/api/v1/tokens", "{\"user\": \"admin\"}").statusCode()).isEqualTo(403);
    assertThat(put(user, "/api/v1/dashboards/admins", DASHBOARD.formatted("admins")))
        .isEqualTo(403);
    assertThat(user.delete("/api/v1/dashboards/admins").statusCode()).isEqualTo(403);
    assertThat(user.delete("/iceberg/v1/namespaces/default/tables/refused").statusCode())
        .isEqualTo(403);
    assertThat(user.get(AUDIT + "?limit=1").statusCode()).isEqualTo(403);

    // Then once each, and no values
    List<String> log = log("climber2");
    assertThat(log).hasSize(8).allMatch(line -> line.endsWith(" PERMISSION_DENIED"));
    assertThat(log.removeLast()).startsWith("climber2 query ").contains("DELETE", "refused");
    assertThat(log)
        .containsExactly(
            "climber2 request GET /api/v1/audit PERMISSION_DENIED",
            "climber2 request DELETE /iceberg/v1/namespaces/default/tables/refused"
                + " PERMISSION_DENIED",
            "climber2 request DELETE /api/v1/dashboards/admins PERMISSION_DENIED",
            "climber2 request PUT /api/v1/dashboards/admins PERMISSION_DENIED",
            "climber2 request POST /api/v1/tokens PERMISSION_DENIED",
            "climber2 grant GRANT SELECT ON refused TO ROLE climber2 PERMISSION_DENIED",
            "climber2 request GET /api/v1/roles PERMISSION_DENIED");
    assertThat(admin.get(AUDIT + "?user=climber2").body()).doesNotContain("4711", "secret");
    admin.delete("/api/v1/dashboards/admins");
  }

  @Test
  void shouldBePagedToItsEnd() {
    // Given
    TestingApi user = admin.asNewUser("pager", meta);
    for (int i = 0; i < 7; i++) {
      user.post("/api/v1/tokens", "{}");
    }

    // When
    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String before = "";
    while (before != null) {
      JsonNode page = TestingApi.json(admin.get(AUDIT + "?user=pager&limit=3" + before));
      page.path("entries").forEach(entry -> ids.add(entry.path("id").asText()));
      sizes.add(page.path("entries").size());
      before = page.path("next").isNull() ? null : "&before=" + page.path("next").asText();
    }

    // Then
    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(new HashSet<>(ids)).hasSize(7);
    assertThat(TestingApi.json(admin.get(AUDIT + "?user=nobody")).path("entries")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=-1", "limit=x", "before=x", "before=1-"})
  void shouldSayWhatIsWrong(String query) {
    HttpResponse<String> answer = admin.get(AUDIT + "?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestingApi.error(answer).path("code").asText()).isEqualTo("BAD_REQUEST");
  }

  /** An administrator's entries as lines, newest first. */
  private List<String> log(String user) {
    JsonNode page =
        TestingApi.json(admin.get(AUDIT + "?limit=1000" + (user == null ? "" : "&user=" + user)));
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : page.path("entries")) {
      assertThat(entry.path("epochMillis").asLong()).isPositive();
      lines.add(
          String.join(
              " ",
              entry.path("user").asText(),
              entry.path("action").asText(),
              entry.path("object").asText(),
              entry.path("outcome").asText()));
    }
    return lines;
  }

  private TestingApi newAdmin(String name) {
    admin.succeed("CREATE USER " + name + " ADMIN");
    return new TestingApi(base, TestingApi.newToken(name, meta).getToken());
  }

  private static String namespaced(String resource) {
    return resource.replace("\"metadata\": {", "\"metadata\": {\"namespace\": \"ops\", ");
  }

  private static int put(TestingApi user, String path, String body) {
    return TestingApi.send(
            user.request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)))
        .statusCode();
  }
}
