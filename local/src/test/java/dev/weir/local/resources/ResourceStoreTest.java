package dev.weir.local.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceStoreTest {
  private static final ResourceKey KEY = new ResourceKey("Table", "default", "flights");

  @TempDir Path folder;
  private ResourceStore store;

  @BeforeEach
  void open() {
    store = new ResourceStore(folder);
  }

  @Test
  void shouldCountGenerationsOnlyWhenTheSpecificationChanges() {
    assertThat(store.put(table(1), null)).isEqualTo(ResourceStore.Outcome.created);
    assertThat(store.put(table(1), null)).isEqualTo(ResourceStore.Outcome.unchanged);
    assertThat(store.find(KEY).orElseThrow().generation()).isEqualTo(1);

    assertThat(store.put(table(2), null)).isEqualTo(ResourceStore.Outcome.configured);
    assertThat(store.find(KEY).orElseThrow().generation()).isEqualTo(2);
  }

  @Test
  void shouldKnowWhatItHasWhateverTypeTheNumbersCameIn() throws Exception {
    // Given a specification and a status with longs, which are ints in the file
    store.put(longs("spec"), null);
    JsonNode status = longs("status").path("status");
    store.putStatus(KEY, 1, status);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file, old);

    // When the same comes again
    ResourceStore.Outcome outcome = store.put(longs("spec"), null);
    store.putStatus(KEY, 1, status);

    // Then nothing is written
    assertThat(outcome).isEqualTo(ResourceStore.Outcome.unchanged);
    assertThat(store.find(KEY).orElseThrow().generation()).isEqualTo(1);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
  }

  private static ObjectNode longs(String part) {
    ObjectNode document = (ObjectNode) table(1);
    document.withObject(part).put("bytes", 500_000_000L);
    return document;
  }

  @Test
  void shouldBePendingUntilTheCurrentGenerationIsObserved() {
    store.put(table(1), null);
    assertThat(store.find(KEY).orElseThrow().phase()).isEqualTo(StoredResource.Phase.Pending);

    store.putStatus(KEY, 1, ready("True", 1));
    assertThat(store.find(KEY).orElseThrow().phase()).isEqualTo(StoredResource.Phase.Ready);

    store.put(table(2), null);
    assertThat(store.find(KEY).orElseThrow().phase()).isEqualTo(StoredResource.Phase.Pending);
  }

  @Test
  void shouldIgnoreAStatusOfAnOlderGeneration() {
    store.put(table(1), null);
    store.put(table(2), null);

    store.putStatus(KEY, 1, ready("True", 1));

    assertThat(store.find(KEY).orElseThrow().document().has("status")).isFalse();
  }

  @Test
  void shouldFindEverythingAgainAfterARestart() {
    store.put(table(1), "/somewhere/table.yaml");
    store.putStatus(KEY, 1, ready("False", 1));
    store.put(named("a/b:ü", 3), null);

    ResourceStore reopened = new ResourceStore(folder);

    assertThat(reopened.list()).isEqualTo(store.list()).hasSize(2);
    assertThat(reopened.find(KEY).orElseThrow().source()).isEqualTo("/somewhere/table.yaml");
    assertThat(reopened.find(KEY).orElseThrow().phase()).isEqualTo(StoredResource.Phase.Failed);
  }

  @Test
  void shouldForgetWhatIsDeleted() {
    store.put(table(1), null);

    store.delete(KEY);

    assertThat(store.list()).isEmpty();
    assertThat(new ResourceStore(folder).list()).isEmpty();
  }

  private static JsonNode table(int value) {
    return named("flights", value);
  }

  private static JsonNode named(String name, int value) {
    ObjectMapper json = new ObjectMapper();
    var document = json.createObjectNode().put("kind", "Table");
    document.putObject("metadata").put("name", name).put("namespace", "default");
    document.putObject("spec").put("value", value);
    return document;
  }

  private static JsonNode ready(String status, long generation) {
    var root = new ObjectMapper().createObjectNode();
    root.putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", status)
        .put("observedGeneration", generation);
    return root;
  }
}
