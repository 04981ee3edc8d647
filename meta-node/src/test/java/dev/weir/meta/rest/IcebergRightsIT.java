package dev.weir.meta.rest;

import static dev.weir.meta.rest.TestingCalls.json;
import static dev.weir.meta.rest.TestingCalls.propertyCommit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.meta.TestingMeta;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergRightsIT {
  private static final String ORDERS = "v1/namespaces/default/tables/orders";

  @TempDir static Path folder;
  private static TestingMeta meta;
  private static String uuid;
  private TestingCalls ada;

  @BeforeAll
  static void startNode() {
    meta = TestingMeta.start(folder);
    TestingCalls admin = new TestingCalls(meta.node(), "default", "admin");
    uuid = json(admin.createTable("default", "orders")).at("/metadata/table-uuid").asText();
    admin.createTable("default", "secrets");
    admin.createNamespace("hidden");
  }

  @AfterAll
  static void stopNode() {
    meta.close();
  }

  @BeforeEach
  void createPrincipal() {
    meta.service()
        .putPrincipal(
            PutPrincipalRequest.newBuilder()
                .setPrincipal(Principal.newBuilder().setTenant("default").setName("ada"))
                .build());
    ada = new TestingCalls(meta.node(), "default", "ada");
  }

  @Test
  void shouldHideWhatMayNotBeRead() {
    grant(Grant.newBuilder().setObject("default.orders").addPrivileges(Privilege.SELECT));

    assertThat(ada.get(ORDERS).status()).isEqualTo(200);
    assertThat(ada.head(ORDERS).status()).isEqualTo(204);
    assertThat(ada.get("v1/namespaces/default/tables/secrets").status()).isEqualTo(404);
    assertThat(ada.head("v1/namespaces/default/tables/secrets").status()).isEqualTo(404);
    assertThat(json(ada.get("v1/namespaces/default/tables")).get("identifiers")).hasSize(1);
    assertThat(json(ada.get("v1/namespaces")).get("namespaces")).hasSize(1);
    assertThat(ada.get("v1/namespaces/hidden").status()).isEqualTo(404);
  }

  @Test
  void shouldShowNothingToSomebodyWithoutARole() {
    grant(Grant.newBuilder().setObject("other").addPrivileges(Privilege.SELECT));

    assertThat(json(ada.get("v1/namespaces")).get("namespaces")).isEmpty();
    assertThat(ada.get("v1/namespaces/default/tables").status()).isEqualTo(404);
    assertThat(ada.get(ORDERS).status()).isEqualTo(404);
  }

  @Test
  void shouldForbidWhatIsNotGranted() {
    grant(Grant.newBuilder().setObject("default").addPrivileges(Privilege.SELECT));

    for (RestResponse refused :
        List.of(
            ada.createNamespace("mine"),
            ada.createTable("default", "mine"),
            ada.delete(ORDERS),
            ada.delete("v1/namespaces/default"),
            ada.post(ORDERS, propertyCommit(uuid, "a", "1")),
            ada.post("v1/namespaces/default/properties", "{\"updates\":{\"a\":\"b\"}}"),
            ada.post(
                "v1/namespaces/default/register",
                "{\"name\":\"x\",\"metadata-location\":\"file:///x.metadata.json\"}"))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(json(refused).at("/error/type").asText()).isEqualTo("ForbiddenException");
    }
  }

  @Test
  void shouldAllowWhatIsGranted() {
    grant(
        Grant.newBuilder()
            .setObject("default")
            .addPrivileges(Privilege.SELECT)
            .addPrivileges(Privilege.ALTER)
            .addPrivileges(Privilege.CREATE)
            .addPrivileges(Privilege.DROP));

    assertThat(ada.createTable("default", "mine").status()).isEqualTo(200);
    assertThat(ada.post(ORDERS, propertyCommit(uuid, "a", "1")).status()).isEqualTo(200);
    assertThat(ada.delete("v1/namespaces/default/tables/mine").status()).isEqualTo(204);
  }

  @Test
  void shouldNotHandOutFilesPastAFilterOrMask() {
    grant(
        Grant.newBuilder()
            .setObject("default.orders")
            .addPrivileges(Privilege.SELECT)
            .addPrivileges(Privilege.ALTER)
            .setRowFilter("id > 5"));

    assertThat(ada.get(ORDERS).status()).isEqualTo(403);
    assertThat(ada.head(ORDERS).status()).isEqualTo(204);
    assertThat(ada.post(ORDERS, propertyCommit(uuid, "a", "1")).status()).isEqualTo(403);
  }

  @Test
  void shouldNotKnowSomebodyWhoIsGone() {
    RestResponse refused = new TestingCalls(meta.node(), "default", "nobody").get("v1/namespaces");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(json(refused).at("/error/type").asText()).isEqualTo("NotAuthorizedException");
  }

  private static void grant(Grant.Builder grant) {
    meta.service()
        .putRole(
            Role.newBuilder()
                .setTenant("default")
                .setName("readers")
                .addMembers("ada")
                .addGrants(grant)
                .build());
  }
}
