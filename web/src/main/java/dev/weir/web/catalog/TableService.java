package dev.weir.web.catalog;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.FileEntry;
import dev.weir.web.api.SnapshotEntry;
import dev.weir.web.api.TableAnswer;
import dev.weir.web.dashboard.EncodedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables and views. */
public interface TableService {
  TableAnswer read(Caller caller, String namespace, String table);

  List<SnapshotEntry> listSnapshots(Caller caller, String namespace, String table, int limit);

  List<FileEntry> listFiles(
      Caller caller, String namespace, String table, int limit, @Nullable String snapshot);

  EncodedRows sample(Caller caller, String namespace, String table, int limit);
}
