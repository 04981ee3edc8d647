package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.plan.StrangeFile;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.iceberg.TableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;

/** Data files of a table as the SQL engine reads them for writing. Thread-safe. */
final class StoredFiles {
  private final ObjectStore store;

  StoredFiles(ObjectStore store) {
    this.store = store;
  }

  /**
   * Files of a snapshot that may hold rows that match {@code filter}.
   *
   * @throws WeirException PERMISSION_DENIED when one is outside of the table's folder,
   *     STATEMENT_NOT_SUPPORTED when one has deletes of another engine beside it, which a rewrite
   *     would lose
   */
  static List<FileScanTask> plan(Table table, long snapshotId, Expression filter) {
    List<FileScanTask> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> planned =
        table.newScan().useSnapshot(snapshotId).includeColumnStats().filter(filter).planFiles()) {
      for (FileScanTask file : planned) {
        requireReadable(table, file);
        files.add(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files;
  }

  private static void requireReadable(Table table, FileScanTask file) {
    if (!TableFolder.holds(table.location(), file.file().location())) {
      throw StrangeFile.of(table.name());
    }
    if (!file.deletes().isEmpty()) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the table has delete files of another engine, which Weir does not rewrite yet",
          "Compact the table with the engine that wrote them, then try again.");
    }
    if (file.file().format() != FileFormat.PARQUET) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the table has data files in " + file.file().format() + ", Weir rewrites Parquet only",
          "Rewrite them as Parquet with the engine that wrote them.");
    }
  }

  /** The file on this machine; fetched into {@code work} when the store is elsewhere. */
  Path local(String location, StagedWork work) throws IOException {
    String key = store.keyOf(location);
    Optional<Path> inPlace = store.localPath(key);
    if (inPlace.isPresent()) {
      return inPlace.get();
    }
    Path copy = work.newPath("fetched");
    try (InputStream content = store.open(key, 0)) {
      Files.copy(content, copy);
    } catch (NoSuchFileException missing) {
      throw new WeirException(
          ErrorCode.CORRUPT_DATA_FILE,
          "the data file " + key + " of the table is missing",
          "Restore it, or take the table back to a snapshot that has all its files.",
          missing);
    }
    return copy;
  }

  /** Text of a relation with these columns, read by field id, so that renamed columns are found. */
  static String relation(
      Collection<Path> files, Collection<Types.NestedField> columns, boolean withFileName) {
    String paths =
        files.stream()
            .map(file -> SqlText.string(file.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    String fields =
        columns.stream()
            .map(
                field ->
                    field.fieldId()
                        + ": {name: "
                        + SqlText.string(field.name())
                        + ", type: "
                        + SqlText.string(SqlTypeNames.of(field.type()))
                        + ", default_value: NULL}")
            .collect(Collectors.joining(", ", "MAP {", "}"));
    return "read_parquet("
        + paths
        + ", schema = "
        + fields
        + (withFileName ? ", filename = true" : "")
        + ")";
  }
}
