package dev.weir.crds.table;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which files a table still lacks. Pure. */
public final class TableLoads {

  private TableLoads() {}

  /**
   * What is to be loaded, in order. Nothing when the table had rows before the first load: files
   * fill an empty table and are never added to what somebody else wrote. A list that was
   * interrupted goes on where it stopped.
   *
   * @param status of the last apply, with {@link TableStatus#loaded()} kept by whoever loads
   * @throws WeirException BAD_REQUEST when a source cannot be understood
   */
  public static List<TableLoad> pending(TableSpec spec, TableStatus status) {
    Long rows = status.rows();
    boolean filledByOthers = status.loaded().isEmpty() && rows != null && rows > 0;
    if (filledByOthers) {
      return List.of();
    }
    List<TableLoad> loads = new ArrayList<>();
    for (LoadSource source : spec.load()) {
      if (!status.loaded().contains(source.source())) {
        loads.add(load(source));
      }
    }
    return loads;
  }

  /** {@code status} after {@code load} has been committed. */
  public static TableStatus loaded(TableStatus status, TableLoad load) {
    List<String> loaded = new ArrayList<>(status.loaded());
    loaded.add(load.source());
    return new TableStatus(
        status.conditions(),
        status.observedGeneration(),
        status.table(),
        status.uuid(),
        status.rows(),
        status.bytes(),
        status.files(),
        loaded,
        status.lastError());
  }

  private static TableLoad load(LoadSource source) {
    return new TableLoad(
        source.source(),
        LoadLocation.parse(source.source()),
        formatOf(source),
        source.rowNumberColumn(),
        source.columns(),
        source.options(),
        source.sha256());
  }

  private static LoadFormat formatOf(LoadSource source) {
    LoadFormat given = source.format();
    return given == null ? formatByName(source.source()) : given;
  }

  private static LoadFormat formatByName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".parquet")) {
      return LoadFormat.PARQUET;
    }
    if (lower.matches(".*\\.(csv|tsv|txt)(\\.gz|\\.zst)?")) {
      return LoadFormat.CSV;
    }
    if (lower.matches(".*\\.(json|ndjson|jsonl)(\\.gz|\\.zst)?")) {
      return LoadFormat.JSON;
    }
    throw new WeirException(
        ErrorCode.BAD_REQUEST,
        "the ending of " + name + " does not say how the file is written",
        "give format: Parquet, Csv or Json");
  }
}
