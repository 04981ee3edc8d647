package dev.weir.engine.write;

import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * Removes what processes that were killed have left: files in the making, and data files beside a
 * table's that no snapshot names. Only files of a journal are looked at, so that nothing of another
 * writer is ever touched. Not thread-safe.
 */
final class OrphanSweep {
  private final ObjectStore store;
  private final Catalog catalog;
  private final SupportsNamespaces namespaces;

  /**
   * @param catalog with the right to see every table: a table that it does not show has no files
   */
  OrphanSweep(ObjectStore store, Catalog catalog, SupportsNamespaces namespaces) {
    this.store = store;
    this.catalog = catalog;
    this.namespaces = namespaces;
  }

  /**
   * @param root staging folder of the node
   * @param ageMillis younger work is left alone: a commit of it may still be under way elsewhere
   * @return how many data files were removed
   */
  int sweep(Path root, long ageMillis) throws IOException {
    int removed = 0;
    for (Path writer : Staging.abandoned(root)) {
      boolean all = true;
      try (Stream<Path> works = Files.list(writer)) {
        for (Path work : works.filter(Files::isDirectory).toList()) {
          if (isYoung(work, ageMillis)) {
            all = false;
          } else {
            removed += remove(StagedWork.journalled(work));
            Staging.deleteFolder(work);
          }
        }
      }
      if (all) {
        Staging.deleteFolder(writer);
      }
    }
    return removed;
  }

  private static boolean isYoung(Path work, long ageMillis) throws IOException {
    Path journal = work.resolve(StagedWork.JOURNAL);
    return Files.exists(journal)
        && System.currentTimeMillis() - Files.getLastModifiedTime(journal).toMillis() < ageMillis;
  }

  private int remove(List<String> locations) throws IOException {
    if (locations.isEmpty()) {
      return 0;
    }
    Set<String> orphans = new HashSet<>(locations);
    for (Table table : tables()) {
      String folder = table.location() + "/";
      if (locations.stream().anyMatch(location -> location.startsWith(folder))) {
        orphans.removeAll(named(table));
      }
    }
    List<String> keys = new ArrayList<>();
    for (String orphan : orphans) {
      String key = store.keyOf(orphan);
      if (store.head(key).isPresent()) {
        keys.add(key);
      }
    }
    store.delete(keys);
    return keys.size();
  }

  private static Set<String> named(Table table) {
    Set<String> named = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (DataFile file : snapshot.addedDataFiles(table.io())) {
        named.add(file.location());
      }
    }
    return named;
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    addTables(Namespace.empty(), tables);
    return tables;
  }

  private void addTables(Namespace parent, List<Table> tables) {
    for (Namespace namespace : namespaces.listNamespaces(parent)) {
      for (TableIdentifier name : catalog.listTables(namespace)) {
        try {
          tables.add(catalog.loadTable(name));
        } catch (NoSuchTableException dropped) {
          continue;
        }
      }
      addTables(namespace, tables);
    }
  }
}
