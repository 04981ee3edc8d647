package dev.weir.local.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.crds.yaml.ResourceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of this installation: stored, and made true in the background. Thread-safe. */
public final class LaptopResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaptopResources.class);

  private final ResourceStore store;
  private final ResourceReconciler reconciler;
  private final ReconcileLoop loop;
  private final FolderWatch watch;

  /** What became of one applied resource. */
  public record Applied(ResourceKey key, ResourceStore.Outcome outcome) {}

  /**
   * @param store where they are kept
   * @param reconciler makes them true
   * @param watched files and folders that are applied now and whenever they change
   */
  public LaptopResources(ResourceStore store, ResourceReconciler reconciler, List<Path> watched) {
    this.store = store;
    this.reconciler = reconciler;
    this.loop = new ReconcileLoop(store, reconciler);
    this.watch = new FolderWatch(watched, this::onFileChange);
  }

  /**
   * Applies the watched files and begins to make everything true. The REST API must answer already.
   */
  public void start() {
    watch.start();
    forgetFilesThatAreGone();
    loop.start();
  }

  /** Stores a resource and asks for it to be made true. */
  public Applied apply(WeirResource<?, ?> resource, @Nullable String source) {
    ObjectNode document = ResourceWriter.toTree(resource);
    document.withObject("metadata").put("namespace", resource.namespaceOrDefault());
    ResourceStore.Outcome outcome = store.put(document, source);
    ResourceKey key = new StoredResource(document, source).key();
    loop.enqueue(key);
    return new Applied(key, outcome);
  }

  /** All resources. */
  public List<StoredResource> list() {
    return store.list();
  }

  /**
   * Where it is: what failed is pending while another attempt is to come; what is ready stays so
   * while it is looked at again, as after a restart.
   */
  public StoredResource.Phase phase(StoredResource resource) {
    StoredResource.Phase phase = resource.phase();
    boolean again = phase == StoredResource.Phase.Failed && loop.isWaiting(resource.key());
    return again ? StoredResource.Phase.Pending : phase;
  }

  /** The resource of that name; RESOURCE_NOT_FOUND when there is none. */
  public StoredResource require(ResourceKey key) {
    return store
        .find(key)
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "There is no " + key + ".",
                    "./weir get " + key.kind() + " lists what there is."));
  }

  /** Undoes and forgets a resource; the answer says what became of its data. */
  public String delete(ResourceKey key) {
    String message = reconciler.delete(require(key));
    store.delete(key);
    return message;
  }

  private void onFileChange(FolderWatch.Change change) {
    String source = change.file().toString();
    if (change.gone()) {
      deleteAllFrom(source, Set.of());
      return;
    }
    try {
      Set<ResourceKey> present = new HashSet<>();
      for (ParsedResource parsed :
          ResourceParser.parse(
              change.file().getFileName().toString(), Files.readString(change.file()))) {
        Applied applied = apply(parsed.resource(), source);
        present.add(applied.key());
        if (applied.outcome() != ResourceStore.Outcome.unchanged) {
          LOG.info("{} {} from {}", applied.key(), applied.outcome(), source);
        }
      }
      deleteAllFrom(source, present);
    } catch (IOException e) {
      LOG.warn("cannot read {}", source, e);
    }
  }

  /**
   * Files that were deleted while nobody watched. Only under watched paths: others may just be
   * elsewhere now.
   */
  private void forgetFilesThatAreGone() {
    store.list().stream()
        .map(StoredResource::source)
        .filter(source -> source != null && watch.covers(Path.of(source)))
        .distinct()
        .filter(source -> !Files.exists(Path.of(source)))
        .forEach(source -> deleteAllFrom(source, Set.of()));
  }

  private void deleteAllFrom(String source, Set<ResourceKey> but) {
    for (StoredResource resource : store.list()) {
      if (source.equals(resource.source()) && !but.contains(resource.key())) {
        LOG.info("{}: it is no longer in {}", delete(resource.key()), source);
      }
    }
  }

  @Override
  public void close() {
    watch.close();
    loop.close();
  }
}
