package dev.weir.engine.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.storage.StorageFailures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.expressions.Projections;
import org.apache.iceberg.io.FileIO;

/**
 * Finds the data files of a snapshot that may hold matching rows, by partition and by the bounds in
 * its manifests. Manifests never change, so their entries are kept decoded: planning a table that
 * was read before touches no file. Thread-safe.
 */
public final class FilePlanner {
  private final FileIO io;
  private final Cache<String, DecodedManifest> manifests;

  /**
   * @param entriesMax data files of manifests that are kept decoded
   */
  public FilePlanner(FileIO io, int entriesMax) {
    this.io = io;
    this.manifests =
        Caffeine.newBuilder()
            .maximumWeight(entriesMax)
            .<String, DecodedManifest>weigher((path, manifest) -> manifest.files().size() + 1)
            .build();
  }

  /**
   * @param predicate rows that are needed satisfy it; {@code alwaysTrue} for all rows
   * @throws WeirException STATEMENT_NOT_SUPPORTED for a snapshot with delete files,
   *     PERMISSION_DENIED for one with files outside of the table's folder, CORRUPT_DATA_FILE for a
   *     manifest that cannot be read
   */
  public PlannedTable plan(ResolvedTable table, Expression predicate) {
    Snapshot snapshot = table.snapshot();
    if (snapshot == null) {
      return new PlannedTable(List.of(), predicate, 0, 0, 0);
    }
    try {
      refuseDeletes(table, snapshot);
      return prune(table, snapshot, predicate);
    } catch (WeirException e) {
      throw e;
    } catch (RuntimeException e) {
      throw StorageFailures.ofUnreadable("a manifest of " + table.name(), e);
    }
  }

  private PlannedTable prune(ResolvedTable table, Snapshot snapshot, Expression predicate) {
    boolean all = predicate.op() == Expression.Operation.TRUE;
    boolean none = predicate.op() == Expression.Operation.FALSE;
    InclusiveMetricsEvaluator bounds =
        all || none ? null : new InclusiveMetricsEvaluator(table.schema(), predicate, true);
    Map<Integer, Evaluator> partitions = new HashMap<>();
    List<DataFile> files = new ArrayList<>();
    int filesTotal = 0;
    long rowsTotal = 0;
    long bytesTotal = 0;
    for (ManifestFile manifest : snapshot.dataManifests(io)) {
      for (DataFile file : entries(table, manifest)) {
        filesTotal++;
        rowsTotal += file.recordCount();
        bytesTotal += file.fileSizeInBytes();
        if (bounds == null
            ? !none
            : (partitions
                    .computeIfAbsent(file.specId(), id -> partition(table, id, predicate))
                    .eval(file.partition())
                && bounds.eval(file))) {
          files.add(file);
        }
      }
    }
    return new PlannedTable(files, predicate, filesTotal, rowsTotal, bytesTotal);
  }

  private static Evaluator partition(ResolvedTable table, int specId, Expression predicate) {
    PartitionSpec spec = table.metadata().specsById().get(specId);
    // Specs know columns by their present names; an older schema may call them otherwise.
    Expression projected =
        spec.isUnpartitioned() || table.schema().schemaId() != table.metadata().currentSchemaId()
            ? Expressions.alwaysTrue()
            : Projections.inclusive(spec, true).project(predicate);
    return new Evaluator(spec.partitionType(), projected, true);
  }

  private List<DataFile> entries(ResolvedTable table, ManifestFile manifest) {
    DecodedManifest decoded = manifests.get(manifest.path(), path -> read(table, manifest));
    // For every table again: a manifest of another table may be in the cache already.
    if (!decoded.isWithin(table.metadata().location())) {
      throw StrangeFile.of(table.name().toString());
    }
    return decoded.files();
  }

  private DecodedManifest read(ResolvedTable table, ManifestFile manifest) {
    List<DataFile> files = new ArrayList<>();
    try (ManifestReader<DataFile> reader =
        ManifestFiles.read(manifest, io, table.metadata().specsById())) {
      for (DataFile file : reader) {
        files.add(file.copy());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return DecodedManifest.of(files);
  }

  private void refuseDeletes(ResolvedTable table, Snapshot snapshot) {
    for (ManifestFile manifest : snapshot.deleteManifests(io)) {
      if (manifest.hasAddedFiles() || manifest.hasExistingFiles()) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "table " + table.name() + " has delete files (merge-on-read), which cannot be read yet",
            "Rewrite its data files with the tool that deleted the rows, or write with copy-on-write.");
      }
    }
  }
}
