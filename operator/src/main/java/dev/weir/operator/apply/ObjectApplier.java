package dev.weir.operator.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the objects of one owner what they should be, by server-side apply. What somebody else has
 * put under a name that is needed is never taken over. Thread-safe.
 */
public final class ObjectApplier {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectApplier.class);
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Labels.OPERATOR)
          .withForce(true)
          .build();

  /** Kinds whose objects stay when they are wanted no more: losing them loses data. */
  private static final Set<String> NEVER_PRUNED = Set.of("Secret");

  private final KubernetesClient client;
  private final OperatorMetrics metrics;

  /** Writes through {@code client}, which the caller closes; counts what it writes. */
  public ObjectApplier(KubernetesClient client, OperatorMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /**
   * Applies what differs and deletes what is wanted no more.
   *
   * @param labels of the owner
   * @param wanted in the order in which they are to be written
   * @param seen the owner's objects as the watches know them
   * @return the same after that
   * @throws WeirException ALREADY_EXISTS when a name is taken by somebody else's object
   */
  public Observed apply(Labels labels, List<HasMetadata> wanted, Observed seen) {
    return apply(labels, wanted, seen, object -> false);
  }

  /**
   * The same, without some of the objects for now.
   *
   * @param waiting objects that are left as they are when they are there
   */
  public Observed apply(
      Labels labels, List<HasMetadata> wanted, Observed seen, Predicate<HasMetadata> waiting) {
    Observed result = new Observed();
    Set<Observed.Key> kept = new HashSet<>();
    for (HasMetadata object : wanted) {
      kept.add(Observed.Key.of(object));
      Optional<HasMetadata> live = seen.same(object);
      result.put(
          live.isPresent() && waiting.test(object)
              ? live.get()
              : applyOne(labels, stamped(object), seen));
    }
    for (HasMetadata object : seen.all()) {
      if (!kept.contains(Observed.Key.of(object))) {
        prune(object, result);
      }
    }
    return result;
  }

  /**
   * Applies one object of a kind that is not watched, where it differs. It goes with its owner.
   *
   * @throws WeirException ALREADY_EXISTS when its name is taken by somebody else's object
   */
  public void ask(Labels labels, HasMetadata wanted) {
    var unused = applyOne(labels, stamped(wanted), new Observed());
  }

  private HasMetadata applyOne(Labels labels, HasMetadata wanted, Observed seen) {
    HasMetadata live = seen.same(wanted).orElseGet(() -> read(labels, wanted));
    if (live != null && !Drift.between(wanted, live)) {
      return live;
    }
    LOG.info(
        "apply kind={} namespace={} name={} new={}",
        wanted.getKind(),
        wanted.getMetadata().getNamespace(),
        wanted.getMetadata().getName(),
        live == null);
    HasMetadata applied = resource(wanted).patch(APPLY, wanted);
    metrics.wrote(wanted.getKind(), "apply");
    return applied;
  }

  /** What a watch has not told of yet; null when nothing is there. */
  private @Nullable HasMetadata read(Labels labels, HasMetadata wanted) {
    HasMetadata live = resource(wanted).get();
    if (live != null && !labels.has(live)) {
      String what = wanted.getKind() + " \"" + wanted.getMetadata().getName() + "\"";
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          what + " is needed and is there already, made by somebody else",
          "rename or delete it, or give this resource another name");
    }
    return live;
  }

  private void prune(HasMetadata object, Observed result) {
    if (NEVER_PRUNED.contains(object.getKind())) {
      result.put(object);
      return;
    }
    if (object.getMetadata().getDeletionTimestamp() == null) {
      LOG.info(
          "delete kind={} namespace={} name={} reason=NotWanted",
          object.getKind(),
          object.getMetadata().getNamespace(),
          object.getMetadata().getName());
      var unused = client.resource(object).delete();
      metrics.wrote(object.getKind(), "delete");
    }
  }

  private Resource<HasMetadata> resource(HasMetadata object) {
    return client.resource(object);
  }

  private static HasMetadata stamped(HasMetadata wanted) {
    Map<String, String> annotations = new LinkedHashMap<>();
    Map<String, String> own = wanted.getMetadata().getAnnotations();
    if (own != null) {
      annotations.putAll(own);
    }
    annotations.put(Drift.HASH, Drift.hash(wanted));
    wanted.getMetadata().setAnnotations(annotations);
    return wanted;
  }
}
