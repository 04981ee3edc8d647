package dev.weir.local.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.apply.Applied;
import dev.weir.crds.apply.ContentAppliers;
import dev.weir.crds.apply.TableFiller;
import dev.weir.crds.apply.WeirApi;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.table.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes resources true on a laptop: content through the appliers that the operator uses, a table's
 * files through {@link TableFiller}; a Warehouse and a ComputeCluster are this process itself.
 */
public final class LaptopReconciler implements ResourceReconciler {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ContentAppliers appliers;
  private final TableFiller filler;
  private final ProcessResources process;

  /**
   * @param api of this very process, with the administrator's token
   * @param store finds what resources name
   * @param filler loads a table's files
   * @param process answers for the kinds that are this process
   */
  public LaptopReconciler(
      WeirApi api, ResourceStore store, TableFiller filler, ProcessResources process) {
    this.appliers =
        new ContentAppliers(
            api,
            (kind, namespace, name) ->
                store
                    .find(new ResourceKey(kind.text(), namespace, name))
                    .map(LaptopReconciler::typed));
    this.filler = filler;
    this.process = process;
  }

  @Override
  public Result reconcile(StoredResource resource, Consumer<JsonNode> interim) {
    WeirResource<?, ?> typed = typed(resource);
    Optional<JsonNode> own = process.status(typed, Instant.now()).map(JSON::valueToTree);
    if (own.isPresent()) {
      return new Result(own.get(), false);
    }
    Applied applied = appliers.apply(typed, Instant.now());
    if (typed instanceof Table table && applied.hasReason(Reason.LOADING)) {
      applied =
          filler.fill(
              table,
              applied,
              resource.source(),
              appliers,
              s -> interim.accept(JSON.valueToTree(s)));
    }
    return new Result(JSON.valueToTree(applied.status()), applied.retry());
  }

  @Override
  public String delete(StoredResource resource) {
    WeirResource<?, ?> typed = typed(resource);
    return process.status(typed, Instant.now()).isPresent()
        ? resource.key() + " deleted; this process goes on"
        : appliers.delete(typed);
  }

  private static WeirResource<?, ?> typed(StoredResource resource) {
    Kind kind = Kind.find(resource.key().kind()).orElseThrow();
    try {
      return JSON.treeToValue(resource.document(), kind.type());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored " + resource.key() + " cannot be read", e);
    }
  }
}
