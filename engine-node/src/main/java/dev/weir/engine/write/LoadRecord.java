package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.function.Consumer;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * That a load has happened, kept as a property of the table and written in the very commit that
 * adds its rows: whoever sends the load again, because nobody heard how it ended, adds nothing. Not
 * kept in the snapshot, which is forgotten one day.
 *
 * @param id what the sender calls the load; null: it is not recorded
 */
record LoadRecord(@Nullable String id) {
  /** What the names of these properties start with; the id follows. */
  static final String PREFIX = "weir.loaded.";

  /** A load that may happen any number of times. */
  static final LoadRecord NONE = new LoadRecord(null);

  /** Loads that one table remembers: each commit writes them all. */
  static final int RECORDS_MAX = 2_000;

  private static final int ID_LENGTH_MAX = 2_000;

  LoadRecord {
    if (id != null && (id.isBlank() || id.length() > ID_LENGTH_MAX)) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "load_id has 1 to " + ID_LENGTH_MAX + " characters, this one " + id.length(),
          "Name the file, or leave load_id out.");
    }
  }

  /**
   * Whether the load has happened.
   *
   * @throws WeirException BAD_REQUEST when it has not and the table can remember no more
   */
  boolean isIn(Table table) {
    if (id == null) {
      return false;
    }
    if (table.properties().containsKey(PREFIX + id)) {
      return true;
    }
    long known = table.properties().keySet().stream().filter(k -> k.startsWith(PREFIX)).count();
    if (known >= RECORDS_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the table remembers " + RECORDS_MAX + " loads, which is the most",
          "Leave load_id out, or load several files as one.");
    }
    return false;
  }

  /**
   * Commits an overwrite and the record, both or neither. Rows that anybody has added since the
   * snapshot that {@code changes} starts from make it fail, because they may be those of this load.
   *
   * @param queryId of the load
   * @param changes says what is overwritten, and from which snapshot on others are in the way
   */
  void commit(Table table, String queryId, Consumer<OverwriteFiles> changes) {
    if (id == null) {
      OverwriteFiles overwrite = table.newOverwrite();
      changes.accept(overwrite);
      overwrite.commit();
      return;
    }
    Transaction transaction = table.newTransaction();
    OverwriteFiles overwrite = transaction.newOverwrite();
    changes.accept(overwrite);
    overwrite
        .conflictDetectionFilter(Expressions.alwaysTrue())
        .validateNoConflictingData()
        .commit();
    writeTo(transaction, queryId);
    transaction.commitTransaction();
  }

  /** Commits the record of a load without rows. */
  void commitAlone(Table table, String queryId) {
    if (id != null) {
      CatalogCalls.run(
          "record the load in " + table.name(),
          () -> table.updateProperties().set(PREFIX + id, queryId).commit());
    }
  }

  /** Makes the record a part of {@code transaction}. */
  void writeTo(Transaction transaction, String queryId) {
    if (id != null) {
      transaction.updateProperties().set(PREFIX + id, queryId).commit();
    }
  }
}
