package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.raft.ConditionalWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.RetryableValidationException;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.jspecify.annotations.Nullable;

/**
 * Commits the changes of one or several tables as one log entry: all of them, or none. The metadata
 * files are written first; an attempt that loses a race is made again on what won, as long as the
 * requirements of the request still hold. Thread-safe.
 */
public final class TableCommitter {
  /** How often a commit that loses races is tried. */
  private static final int ATTEMPTS = 6;

  private static final long PAUSE_MILLIS_MAX = 50;

  private final CatalogContext context;

  /** Commits to the context's tenant. */
  public TableCommitter(CatalogContext context) {
    this.context = context;
  }

  /** One table's part of a commit: from {@code base} (null: it is new) to {@code next}. */
  private record Change(
      TableIdentifier name,
      WeirTableOperations table,
      @Nullable TableMetadata base,
      TableMetadata next) {
    boolean isNone() {
      return base == next;
    }
  }

  /**
   * Makes all changes.
   *
   * @return the tables after it, in the order of the changes
   * @throws CommitFailedException when a requirement does not hold, or races were lost too often
   * @throws NoSuchTableException when a table that is not to be created is not there
   */
  public List<TableMetadata> commit(List<UpdateTableRequest> changes) {
    requireDistinct(changes);
    for (int attempt = 1; ; attempt++) {
      List<Change> planned = new ArrayList<>();
      for (UpdateTableRequest change : changes) {
        planned.add(plan(change));
      }
      if (planned.stream().allMatch(Change::isNone)) {
        return planned.stream().map(Change::next).toList();
      }
      Optional<List<TableMetadata>> committed = attempt(planned, attempt == ATTEMPTS);
      if (committed.isPresent()) {
        return committed.get();
      }
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(
              1 + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS_MAX)));
    }
  }

  private static void requireDistinct(List<UpdateTableRequest> changes) {
    Set<TableIdentifier> names = new HashSet<>();
    for (UpdateTableRequest change : changes) {
      if (!names.add(change.identifier())) {
        throw new BadRequestException(
            "A transaction changes a table once, this one changes %s twice", change.identifier());
      }
    }
  }

  private Change plan(UpdateTableRequest change) {
    WeirTableOperations table = new WeirTableOperations(context, change.identifier());
    TableMetadata base = table.current();
    boolean creates = creates(change);
    if (base == null && !creates) {
      throw new NoSuchTableException("Table does not exist: %s", change.identifier());
    }
    change.requirements().forEach(requirement -> requirement.validate(base));
    TableMetadata.Builder next = base == null ? emptyFor(change) : TableMetadata.buildFrom(base);
    try {
      change.updates().forEach(update -> update.applyTo(next));
    } catch (RetryableValidationException e) {
      // A sequence number or row id behind the table's: the client is to refresh and try again.
      throw new CommitFailedException(e, "Commit is stale: %s", e.getMessage());
    }
    return new Change(change.identifier(), table, base, next.build());
  }

  private static boolean creates(UpdateTableRequest change) {
    return change.requirements().stream()
        .anyMatch(UpdateRequirement.AssertTableDoesNotExist.class::isInstance);
  }

  private static TableMetadata.Builder emptyFor(UpdateTableRequest change) {
    return change.updates().stream()
        .filter(MetadataUpdate.UpgradeFormatVersion.class::isInstance)
        .map(update -> ((MetadataUpdate.UpgradeFormatVersion) update).formatVersion())
        .findFirst()
        .map(TableMetadata::buildFromEmpty)
        .orElseGet(TableMetadata::buildFromEmpty);
  }

  /** The tables after the commit; empty when a race was lost and another attempt is left. */
  private Optional<List<TableMetadata>> attempt(List<Change> planned, boolean last) {
    List<String> files = new ArrayList<>();
    List<TableMetadata> committed = new ArrayList<>();
    try {
      ConditionalWrite write = context.write().changesCatalog();
      for (Change change : planned) {
        TableMetadata written =
            change.isNone() ? change.next() : change.table().write(change.next());
        String location = Objects.requireNonNull(written.metadataFileLocation());
        if (!change.isNone()) {
          files.add(location);
        }
        RelationPointer.move(
            write,
            context,
            change.name(),
            change.table().pointer(),
            RelationPointer.to(written, location));
        committed.add(written);
      }
      if (write.commit(context.log()).replayed()) {
        delete(files);
        return Optional.of(current(planned));
      }
    } catch (CommitFailedException e) {
      delete(files);
      if (last) {
        throw e;
      }
      return Optional.empty();
    } catch (WeirException e) {
      throw cleaned(Failures.toIceberg(e), files);
    } catch (RuntimeException e) {
      throw cleaned(e, files);
    }
    finish(planned, committed);
    return Optional.of(committed);
  }

  private RuntimeException cleaned(RuntimeException failure, List<String> files) {
    files.forEach(file -> Failures.failed(context.io(), failure, file));
    return failure;
  }

  private void finish(List<Change> planned, List<TableMetadata> committed) {
    for (int i = 0; i < planned.size(); i++) {
      context.metadata().put(committed.get(i));
      if (!planned.get(i).isNone()) {
        CatalogUtil.deleteRemovedMetadataFiles(
            context.io(), planned.get(i).base(), committed.get(i));
      }
    }
  }

  private List<TableMetadata> current(List<Change> planned) {
    return planned.stream()
        .map(change -> new WeirTableOperations(context, change.name()).current())
        .toList();
  }

  private void delete(List<String> files) {
    files.forEach(context.io()::deleteFile);
  }
}
