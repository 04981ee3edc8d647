package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableLoad;
import dev.weir.crds.table.TableLoads;
import dev.weir.crds.table.TableStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads the files that a Table names while it is empty, and says in its status how far it is.
 * Thread-safe.
 */
public final class TableFiller {
  private final LoadFiles sources;
  private final TableUpload upload;

  /**
   * @param sources brings the files here
   * @param api of the warehouse, with an administrator's token
   */
  public TableFiller(LoadFiles sources, WeirApi api) {
    this.sources = sources;
    this.upload = new TableUpload(api);
  }

  /**
   * Loads what is pending, one file after the other.
   *
   * @param table whose status is replaced by that of the last file
   * @param applied the table as it was just made true
   * @param resourceFile the file that holds the resource; null when there was none
   * @param interim told of progress
   * @return the status after the last file, or after the first that failed ({@link
   *     Reason#LOAD_FAILED})
   */
  public Applied fill(
      Table table,
      Applied applied,
      @Nullable String resourceFile,
      ContentAppliers appliers,
      Consumer<WeirStatus> interim) {
    TableStatus status = (TableStatus) applied.status();
    try {
      List<TableLoad> pending = TableLoads.pending(table.getSpec(), status);
      if (pending.isEmpty()) {
        return applied;
      }
      String name = Objects.requireNonNull(status.table());
      for (TableLoad load : pending) {
        interim.accept(saying(status, table, "fetching " + load.source()));
        TableStatus soFar = status;
        load(
            name,
            load,
            resourceFile,
            query -> interim.accept(saying(soFar, table, describe(load, query))));
        status = TableLoads.loaded(status, load);
      }
      table.setStatus(status);
      return appliers.apply(table, Instant.now());
    } catch (WeirException failure) {
      Conditions conditions = conditions(status, table);
      String message = Failures.message(failure);
      conditions.fails(ConditionType.READY, Reason.LOAD_FAILED, message);
      return new Applied(with(status, conditions, message), Failures.mayPass(failure.code()));
    }
  }

  private void load(
      String table, TableLoad load, @Nullable String resourceFile, Consumer<JsonNode> progress) {
    switch (load.location()) {
      case LoadLocation.BucketObject object -> upload.copy(table, load, object, progress);
      case LoadLocation.Outside outside -> {
        try (FetchedFile file = sources.fetch(outside, load.source(), resourceFile)) {
          file.check(load);
          upload.load(table, load, file.path(), progress);
        }
      }
    }
  }

  private static String describe(TableLoad load, JsonNode query) {
    JsonNode stats = query.path("stats");
    return String.format(
        Locale.ROOT,
        "loading %s: %,d rows, %.1f s",
        load.source(),
        Math.max(stats.path("rowsRead").asLong(), stats.path("rowsReturned").asLong()),
        stats.path("totalMicros").asLong() / 1e6);
  }

  private static TableStatus saying(TableStatus status, Table table, String message) {
    Conditions conditions = conditions(status, table);
    conditions.unknown(ConditionType.READY, Reason.LOADING, message);
    return with(status, conditions, null);
  }

  private static Conditions conditions(TableStatus status, Table table) {
    return new Conditions(status.conditions(), table.getMetadata().getGeneration(), Instant.now());
  }

  private static TableStatus with(
      TableStatus status, Conditions conditions, @Nullable String lastError) {
    return new TableStatus(
        conditions.toList(),
        status.observedGeneration(),
        status.table(),
        status.uuid(),
        status.rows(),
        status.bytes(),
        status.files(),
        status.loaded(),
        lastError);
  }
}
