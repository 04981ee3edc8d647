package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.NamespaceRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.jspecify.annotations.Nullable;

/** The namespaces of one tenant; each change is one log entry. Thread-safe. */
public final class NamespaceStore {
  private static final int UPDATE_ATTEMPTS = 5;

  private final CatalogContext context;

  /** Over the context's tenant. */
  public NamespaceStore(CatalogContext context) {
    this.context = context;
  }

  /**
   * Creates a namespace; the one around it must be there.
   *
   * @throws AlreadyExistsException when it is there
   * @throws NoSuchNamespaceException when the one around it is not
   */
  public void create(Namespace namespace, Map<String, String> properties) {
    byte[] key = CatalogKeys.namespace(context.tenant(), namespace);
    ConditionalWrite write =
        context
            .write()
            .changesCatalog()
            .requireAbsent(
                key, () -> new AlreadyExistsException("Namespace already exists: %s", namespace));
    if (namespace.length() > 1) {
      Namespace parent = Namespace.of(Arrays.copyOf(namespace.levels(), namespace.length() - 1));
      write.requirePresent(
          CatalogKeys.namespace(context.tenant(), parent),
          () -> new NoSuchNamespaceException("Namespace does not exist: %s", parent));
    }
    commit(write.put(key, NamespaceRecord.newBuilder().putAllProperties(properties).build()));
  }

  /**
   * Its properties.
   *
   * @throws NoSuchNamespaceException when it is not there
   */
  public Map<String, String> load(Namespace namespace) {
    return require(namespace).value().getPropertiesMap();
  }

  /**
   * Whether it was there to be dropped.
   *
   * @throws NamespaceNotEmptyException when it holds tables, views or namespaces
   */
  public boolean drop(Namespace namespace) {
    Versioned<NamespaceRecord> found = find(namespace);
    if (found == null) {
      return false;
    }
    byte[] key = CatalogKeys.namespace(context.tenant(), namespace);
    List<String> levels = List.of(namespace.levels());
    commit(
        context
            .write()
            .changesCatalog()
            .requireUnchanged(
                key,
                found.changedAt(),
                () ->
                    new CommitFailedException(
                        "Cannot drop: namespace %s was changed concurrently", namespace))
            .requireNoneBelow(
                Keys.relationsIn(context.tenant(), levels),
                () ->
                    new NamespaceNotEmptyException(
                        "Namespace %s is not empty: it holds tables or views", namespace))
            .requireNoneBelow(
                Keys.namespacesBelow(context.tenant(), levels),
                () ->
                    new NamespaceNotEmptyException(
                        "Namespace %s is not empty: it holds namespaces", namespace))
            .delete(key));
    return true;
  }

  /**
   * Sets and removes properties in one step.
   *
   * @return which of {@code removals} were there
   * @throws NoSuchNamespaceException when it is not there
   */
  public Set<String> update(
      Namespace namespace, Map<String, String> updates, Set<String> removals) {
    for (int attempt = 1; ; attempt++) {
      Versioned<NamespaceRecord> found = require(namespace);
      NamespaceRecord.Builder next = found.value().toBuilder();
      removals.forEach(next::removeProperties);
      next.putAllProperties(updates);
      byte[] key = CatalogKeys.namespace(context.tenant(), namespace);
      try {
        commit(
            context
                .write()
                .changesCatalog()
                .requireUnchanged(
                    key,
                    found.changedAt(),
                    () ->
                        new CommitFailedException(
                            "Namespace %s was changed concurrently", namespace))
                .put(key, next.build()));
        return removals.stream()
            .filter(found.value()::containsProperties)
            .collect(Collectors.toSet());
      } catch (CommitFailedException e) {
        if (attempt == UPDATE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Versioned<NamespaceRecord> require(Namespace namespace) {
    Versioned<NamespaceRecord> found = find(namespace);
    if (found == null) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
    return found;
  }

  private @Nullable Versioned<NamespaceRecord> find(Namespace namespace) {
    try {
      return context
          .log()
          .read(view -> CatalogRecords.namespace(view, context.tenant(), namespace));
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
  }

  private void commit(ConditionalWrite write) {
    try {
      write.commit(context.log());
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
  }
}
