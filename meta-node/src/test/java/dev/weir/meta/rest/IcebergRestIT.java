package dev.weir.meta.rest;

import static dev.weir.meta.rest.TestingCalls.json;
import static dev.weir.meta.rest.TestingCalls.propertyCommit;
import static dev.weir.meta.rest.TestingCalls.tableBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.config.MetaConfig;
import dev.weir.meta.TestingMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IcebergRestIT {
  @TempDir static Path folder;
  private static TestingMeta meta;
  private TestingCalls admin;
  private String namespace;

  @BeforeAll
  static void startNode() {
    meta = TestingMeta.start(folder);
  }

  @AfterAll
  static void stopNode() {
    meta.close();
  }

  @BeforeEach
  void createNamespace() {
    admin = new TestingCalls(meta.node(), "default", "admin");
    namespace = "n" + UUID.randomUUID().toString().substring(0, 8);
    assertThat(admin.createNamespace(namespace).status()).isEqualTo(200);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("GET", "v1/nothing/here", "", 400, "BadRequestException"),
        Arguments.of("GET", "v2/config", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/config?warehouse=other", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/namespaces/none", "", 404, "NoSuchNamespaceException"),
        Arguments.of("DELETE", "v1/namespaces/none", "", 404, "NoSuchNamespaceException"),
        Arguments.of("GET", "v1/namespaces/none/tables", "", 404, "NoSuchNamespaceException"),
        Arguments.of("GET", "v1/namespaces?pageSize=x", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/namespaces?pageSize=0", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/namespaces?pageToken=x", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/namespaces/default/tables/none", "", 404, "NoSuchTableException"),
        Arguments.of(
            "GET", "v1/namespaces/default/tables/t?snapshots=x", "", 400, "BadRequestException"),
        Arguments.of("GET", "v1/namespaces/default/views/none", "", 404, "NoSuchViewException"),
        Arguments.of("DELETE", "v1/namespaces/default/views/none", "", 404, "NoSuchViewException"),
        Arguments.of("POST", "v1/namespaces", "{", 400, "BadRequestException"),
        Arguments.of("POST", "v1/namespaces", "null", 400, "BadRequestException"),
        Arguments.of(
            "POST",
            "v1/namespaces",
            "{\"namespace\":[\"default\"]}",
            409,
            "AlreadyExistsException"),
        Arguments.of(
            "POST",
            "v1/namespaces",
            "{\"namespace\":[\"none\",\"below\"]}",
            404,
            "NoSuchNamespaceException"),
        Arguments.of(
            "POST", "v1/namespaces", "{\"namespace\":[\"a\\u0007b\"]}", 400, "BadRequestException"),
        Arguments.of(
            "POST",
            "v1/namespaces/default/properties",
            "{\"removals\":[\"a\"],\"updates\":{\"a\":\"b\"}}",
            422,
            "UnprocessableEntityException"),
        Arguments.of(
            "POST", "v1/namespaces/none/tables", tableBody("t"), 404, "NoSuchNamespaceException"),
        Arguments.of(
            "POST",
            "v1/namespaces/default/tables/none",
            propertyCommit("u", "a", "b"),
            404,
            "NoSuchTableException"),
        Arguments.of(
            "POST",
            "v1/namespaces/default/tables",
            "{\"name\":\"t\",\"location\":\"file:///etc\",\"schema\":"
                + "{\"type\":\"struct\",\"fields\":[]}}",
            400,
            "BadRequestException"),
        Arguments.of(
            "POST",
            "v1/tables/rename",
            "{\"source\":{\"namespace\":[\"default\"],\"name\":\"none\"},"
                + "\"destination\":{\"namespace\":[\"default\"],\"name\":\"x\"}}",
            404,
            "NoSuchTableException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldAnswerAFailureAsTheSpecificationSays(
      String method, String path, String body, int status, String type) {
    RestResponse response =
        switch (method) {
          case "GET" -> admin.get(path);
          case "DELETE" -> admin.delete(path);
          default -> admin.post(path, body);
        };

    JsonNode error = json(response).get("error");
    assertThat(response.status()).isEqualTo(status);
    assertThat(error.get("code").asInt()).isEqualTo(status);
    assertThat(error.get("type").asText()).isEqualTo(type);
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.has("stack")).isFalse();
  }

  @Test
  void shouldRefuseToCreateWhatIsThere() {
    admin.createTable(namespace, "t");

    RestResponse again = admin.createTable(namespace, "t");

    assertThat(again.status()).isEqualTo(409);
    assertThat(json(again).at("/error/type").asText()).isEqualTo("AlreadyExistsException");
  }

  @Test
  void shouldRefuseToDropANamespaceThatHoldsATable() {
    admin.createTable(namespace, "t");

    RestResponse refused = admin.delete("v1/namespaces/" + namespace);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(json(refused).at("/error/type").asText()).isEqualTo("NamespaceNotEmptyException");
    assertThat(admin.delete(table("t") + "?purgeRequested=true").status()).isEqualTo(204);
    assertThat(admin.delete("v1/namespaces/" + namespace).status()).isEqualTo(204);
    assertThat(admin.head("v1/namespaces/" + namespace).status()).isEqualTo(404);
  }

  @Test
  void shouldListPageByPage() {
    // Given
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      created.add("t" + i);
      admin.createTable(namespace, "t" + i);
    }

    // When a table goes and one comes between two pages
    JsonNode first = json(admin.get("v1/namespaces/" + namespace + "/tables?pageSize=3"));
    admin.delete(table("t2"));
    admin.createTable(namespace, "t0a");
    List<String> listed = new ArrayList<>(names(first));
    JsonNode page = first;
    while (page.hasNonNull("next-page-token")) {
      page =
          json(
              admin.get(
                  "v1/namespaces/"
                      + namespace
                      + "/tables?pageSize=3&pageToken="
                      + page.get("next-page-token").asText()));
      assertThat(names(page)).hasSizeLessThanOrEqualTo(3);
      listed.addAll(names(page));
    }

    // Then no other is listed twice or left out
    assertThat(listed).isEqualTo(created);
    assertThat(names(json(admin.get("v1/namespaces/" + namespace + "/tables")))).hasSize(7);
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.get("identifiers").forEach(name -> names.add(name.get("name").asText()));
    return names;
  }

  @Test
  void shouldNotSendATableThatTheClientHas() {
    String etag = admin.createTable(namespace, "t").headers().get("ETag");

    RestResponse unchanged = admin.get(table("t"), Map.of("If-None-Match", etag));
    RestResponse otherForm =
        admin.get(table("t") + "?snapshots=refs", Map.of("If-None-Match", etag));
    RestResponse committed = admin.post(table("t"), propertyCommit(uuidOf("t"), "a", "1"));
    RestResponse changed = admin.get(table("t"), Map.of("If-None-Match", etag));

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(otherForm.status()).isEqualTo(200);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.headers()).containsEntry("ETag", committed.headers().get("ETag"));
  }

  @Test
  void shouldMakeARepeatedRequestOnce() {
    // Given
    String uuid = json(admin.createTable(namespace, "t")).at("/metadata/table-uuid").asText();
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    RestResponse first = admin.post(table("t"), propertyCommit(uuid, "a", "1"), key);
    String location = json(first).get("metadata-location").asText();

    // When
    RestResponse again = admin.post(table("t"), propertyCommit(uuid, "a", "1"), key);
    RestResponse other = admin.post(table("t"), propertyCommit(uuid, "a", "2"), key);

    // Then
    assertThat(again.status()).isEqualTo(200);
    assertThat(json(again).get("metadata-location").asText()).isEqualTo(location);
    assertThat(other.status()).isEqualTo(422);
    assertThat(json(other).at("/error/type").asText()).isEqualTo("UnprocessableEntityException");
  }

  @Test
  void shouldAnswerARepeatedDropAsTheFirst() {
    admin.createTable(namespace, "t");
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    String rename =
        "{\"source\":{\"namespace\":[\"%s\"],\"name\":\"t\"},\"destination\":{\"namespace\":[\"%s\"],\"name\":\"u\"}}"
            .formatted(namespace, namespace);

    assertThat(admin.post("v1/tables/rename", rename, key).status()).isEqualTo(204);
    assertThat(admin.post("v1/tables/rename", rename, key).status()).isEqualTo(204);
    assertThat(admin.post("v1/tables/rename", rename).status()).isEqualTo(404);
  }

  @Test
  void shouldCommitATransactionWholeOrNotAtAll() {
    // Given
    String one = json(admin.createTable(namespace, "one")).at("/metadata/table-uuid").asText();
    String two = json(admin.createTable(namespace, "two")).at("/metadata/table-uuid").asText();

    // When one of its tables is another than it thinks
    RestResponse refused =
        admin.post(
            "v1/transactions/commit",
            transaction(change("one", one, "1"), change("two", UUID.randomUUID().toString(), "1")));

    // Then
    assertThat(refused.status()).isEqualTo(409);
    assertThat(json(refused).at("/error/type").asText()).isEqualTo("CommitFailedException");
    assertThat(property("one")).isEmpty();
    assertThat(property("two")).isEmpty();

    // And when they are what it thinks
    assertThat(
            admin
                .post(
                    "v1/transactions/commit",
                    transaction(change("one", one, "2"), change("two", two, "2")))
                .status())
        .isEqualTo(204);
    assertThat(property("one")).isEqualTo("2");
    assertThat(property("two")).isEqualTo("2");
  }

  @Test
  void shouldRefuseATransactionThatChangesATableTwice() {
    String one = json(admin.createTable(namespace, "one")).at("/metadata/table-uuid").asText();

    assertThat(
            admin
                .post(
                    "v1/transactions/commit",
                    transaction(change("one", one, "1"), change("one", one, "2")))
                .status())
        .isEqualTo(400);
  }

  private String change(String table, String uuid, String value) {
    String commit = propertyCommit(uuid, "value", value);
    return "{\"identifier\":{\"namespace\":[\""
        + namespace
        + "\"],\"name\":\""
        + table
        + "\"},"
        + commit.substring(1);
  }

  private static String transaction(String... changes) {
    return "{\"table-changes\":[" + String.join(",", changes) + "]}";
  }

  private String property(String table) {
    return json(admin.get(table(table))).at("/metadata/properties/value").asText();
  }

  @Test
  void shouldKeepTenantsApart() {
    // Given two tenants with the same names
    String tenant = "t" + UUID.randomUUID();
    assertThat(meta.node().createTenant(new MetaConfig.Bootstrap(tenant, "admin", namespace, null)))
        .isPresent();
    TestingCalls other = new TestingCalls(meta.node(), tenant, "admin");
    admin.createTable(namespace, "mine");
    admin.createTable(namespace, "same");

    // Then neither sees the other's
    assertThat(other.get(table("mine")).status()).isEqualTo(404);
    String theirs = json(other.createTable(namespace, "same")).get("metadata-location").asText();
    String ours = json(admin.get(table("same"))).get("metadata-location").asText();
    assertThat(theirs).isNotEqualTo(ours);
    assertThat(other.delete(table("same")).status()).isEqualTo(204);
    assertThat(admin.get(table("same")).status()).isEqualTo(200);
    assertThat(json(other.get("v1/namespaces")).get("namespaces")).hasSize(1);

    // And a table of one cannot be put where the other's are
    String location = ours.substring(0, ours.indexOf("/metadata/"));
    RestResponse refused =
        other.post(
            "v1/namespaces/" + namespace + "/tables",
            tableBody("thief").replaceFirst("\\{", "{\"location\":\"" + location + "\","));
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void shouldLeaveNoMetadataFileOfACommitThatFailed() throws Exception {
    admin.createTable(namespace, "t");
    long before = metadataFiles();

    admin.post(table("t"), propertyCommit(UUID.randomUUID().toString(), "a", "1"));
    admin.createTable(namespace, "t");

    assertThat(metadataFiles()).isEqualTo(before);
  }

  private long metadataFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve("objects/warehouse/default/" + namespace))) {
      return walk.filter(path -> path.toString().endsWith(".metadata.json")).count();
    }
  }

  private String table(String name) {
    return "v1/namespaces/" + namespace + "/tables/" + name;
  }

  private String uuidOf(String name) {
    return json(admin.get(table(name))).at("/metadata/table-uuid").asText();
  }
}
