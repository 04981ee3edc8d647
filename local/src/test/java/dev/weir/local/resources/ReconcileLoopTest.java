package dev.weir.local.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReconcileLoopTest {
  private static final ResourceKey KEY = new ResourceKey("Table", "default", "flights");

  @TempDir Path folder;

  @Test
  void shouldTakeEverythingForUndecidedUntilItHasBegun() {
    ResourceStore store = new ResourceStore(folder);
    store.put(table(), null);
    store.putStatus(KEY, 1, status("False"));
    try (ReconcileLoop loop = new ReconcileLoop(store, new TestingReconciler())) {
      assertThat(loop.isWaiting(KEY)).isTrue();
    }
  }

  @Test
  void shouldNotKeepWhatFailedWhileItWasClosed() throws Exception {
    ResourceStore store = new ResourceStore(folder);
    store.put(table(), null);
    TestingReconciler reconciler = new TestingReconciler();
    ReconcileLoop loop = new ReconcileLoop(store, reconciler);
    loop.start();
    reconciler.begun.await();

    loop.close();

    assertThat(reconciler.ended.await(30, TimeUnit.SECONDS)).isTrue();
    while (loop.isWaiting(KEY)) {
      Thread.onSpinWait();
    }
    assertThat(store.find(KEY).orElseThrow().phase()).isEqualTo(StoredResource.Phase.Pending);
  }

  /** Fails as soon as it is interrupted, as a call of a server does that is closed. */
  private static final class TestingReconciler implements ResourceReconciler {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Result reconcile(StoredResource resource, Consumer<JsonNode> interim) {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        ended.countDown();
      }
      return new Result(status("False"), true);
    }

    @Override
    public String delete(StoredResource resource) {
      throw new AssertionError("a loop deletes nothing");
    }
  }

  private static ObjectNode table() {
    ObjectNode table = new ObjectMapper().createObjectNode();
    table.put("apiVersion", "weir.dev/v1alpha1").put("kind", "Table");
    table.putObject("metadata").put("name", "flights").put("namespace", "default");
    table.putObject("spec").put("comment", "real ones");
    return table;
  }

  private static ObjectNode status(String ready) {
    ObjectNode status = new ObjectMapper().createObjectNode();
    status.put("observedGeneration", 1);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready)
        .put("reason", "Unreachable")
        .put("observedGeneration", 1);
    return status;
  }
}
