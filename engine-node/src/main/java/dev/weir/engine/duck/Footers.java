package dev.weir.engine.duck;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.engine.duck.FileFooter.RowGroup;
import dev.weir.engine.duck.FileFooter.Values;
import dev.weir.engine.sql.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Footers of Parquet data files, which never change and are kept once read. Thread-safe. */
public final class Footers {
  /** Reading the footers of more new files than that for one query would take too long. */
  private static final int NEW_FILES_MAX = 256;

  private final DuckEngine engine;
  private final FilePlaces places;
  private final Cache<String, FileFooter> known;

  /**
   * @param filesMax footers that are kept
   */
  public Footers(DuckEngine engine, FilePlaces places, int filesMax) {
    this.engine = engine;
    this.places = places;
    this.known = Caffeine.newBuilder().maximumSize(filesMax).build();
  }

  /**
   * The footers of those files, or null when too many of them are new or one cannot be read: what
   * only counts bytes must not fail a query.
   */
  public @Nullable List<FileFooter> find(List<DataFile> files) {
    List<FileFooter> footers = new ArrayList<>(files.size());
    Map<String, String> missing = new HashMap<>();
    for (DataFile file : files) {
      FileFooter footer = known.getIfPresent(file.location());
      if (footer != null) {
        footers.add(footer);
      } else if (missing.size() < NEW_FILES_MAX) {
        missing.put(places.pathOf(file.location()), file.location());
      } else {
        return null;
      }
    }
    if (missing.isEmpty()) {
      return footers;
    }
    try {
      for (Map.Entry<String, FileFooter> read : read(List.copyOf(missing.keySet())).entrySet()) {
        known.put(missing.getOrDefault(read.getKey(), read.getKey()), read.getValue());
        footers.add(read.getValue());
      }
    } catch (SQLException e) {
      return null;
    }
    return footers.size() == files.size() ? footers : null;
  }

  private Map<String, FileFooter> read(List<String> paths) throws SQLException {
    DuckDBConnection connection = engine.lend();
    boolean usable = false;
    try (Statement statement = connection.createStatement()) {
      String list = SqlText.strings(paths);
      Map<String, List<List<Integer>>> leaves = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT file_name, coalesce(num_children, 0), field_id FROM parquet_schema("
                  + list
                  + ") ORDER BY file_name, column_id")) {
        readLeaves(rows, leaves);
      }
      Map<String, FileFooter> footers = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT file_name, row_group_id, column_id, total_compressed_size, num_values,"
                  + " stats_null_count, stats_min_value, stats_max_value FROM parquet_metadata("
                  + list
                  + ")")) {
        readChunks(rows, leaves)
            .forEach(
                (file, groups) -> footers.put(file, new FileFooter(List.copyOf(groups.values()))));
      }
      for (String path : paths) {
        // A file without rows has no chunks.
        footers.putIfAbsent(path, new FileFooter(List.of()));
      }
      usable = true;
      return footers;
    } finally {
      engine.giveBack(connection, usable);
    }
  }

  /** For each file and each of its leaves in order: its field id and those of what it is in. */
  private static void readLeaves(ResultSet rows, Map<String, List<List<Integer>>> leaves)
      throws SQLException {
    record Group(@Nullable Integer id, int[] open) {}
    String file = null;
    Deque<Group> groups = new ArrayDeque<>();
    while (rows.next()) {
      String name = rows.getString(1);
      int children = rows.getInt(2);
      int number = rows.getInt(3);
      Integer id = rows.wasNull() ? null : number;
      if (!name.equals(file)) {
        file = name;
        groups.clear();
        leaves.put(file, new ArrayList<>());
        groups.push(new Group(null, new int[] {children}));
        continue;
      }
      while (groups.size() > 1 && groups.element().open()[0] == 0) {
        groups.pop();
      }
      groups.element().open()[0]--;
      if (children > 0) {
        groups.push(new Group(id, new int[] {children}));
        continue;
      }
      List<Integer> ids = new ArrayList<>();
      if (id != null) {
        ids.add(id);
      }
      groups.forEach(
          group -> {
            if (group.id() != null) {
              ids.add(group.id());
            }
          });
      leaves.get(file).add(ids);
    }
  }

  private static Map<String, Map<Integer, RowGroup>> readChunks(
      ResultSet rows, Map<String, List<List<Integer>>> leaves) throws SQLException {
    Map<String, Map<Integer, RowGroup>> files = new HashMap<>();
    while (rows.next()) {
      String file = rows.getString(1);
      RowGroup group =
          files
              .computeIfAbsent(file, key -> new TreeMap<>())
              .computeIfAbsent(
                  rows.getInt(2), key -> new RowGroup(new HashMap<>(), new HashMap<>()));
      List<Integer> ids = leaves.getOrDefault(file, List.of()).get(rows.getInt(3));
      for (Integer id : ids) {
        group.bytes().merge(id, rows.getLong(4), Long::sum);
      }
      if (!ids.isEmpty()) {
        long values = rows.getLong(5);
        long nulls = rows.getLong(6);
        if (!rows.wasNull()) {
          group
              .values()
              .put(ids.getFirst(), new Values(values, nulls, rows.getString(7), rows.getString(8)));
        }
      }
    }
    return files;
  }
}
