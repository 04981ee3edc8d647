package dev.weir.web.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.web.api.ContentKind;
import dev.weir.web.api.FileEntry;
import dev.weir.web.api.SnapshotEntry;
import dev.weir.web.api.TableAnswer;
import dev.weir.web.catalog.CatalogService.Loaded;
import dev.weir.web.content.ContentIndex;
import dev.weir.web.content.VisitLog;
import dev.weir.web.rows.EncodedRows;
import dev.weir.web.rows.RowsEncoder;
import dev.weir.web.sql.Identifiers;
import java.util.List;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** One table or view: what it is, its snapshots, files and first rows. Thread-safe. */
public final class TableService {
  /** Snapshots, files or rows that one call may ask for. */
  public static final int LIMIT_MAX = 1_000;

  private static final long PROFILES_MAX = 500;

  private final CatalogService catalog;
  private final QueryGateway gateway;
  private final VisitLog visits;
  private final ContentIndex content;
  private final Cache<String, TableProfile> profiles =
      Caffeine.newBuilder().maximumSize(PROFILES_MAX).build();

  public TableService(
      CatalogService catalog, QueryGateway gateway, VisitLog visits, ContentIndex content) {
    this.catalog = catalog;
    this.gateway = gateway;
    this.visits = visits;
    this.content = content;
  }

  /**
   * @throws WeirException TABLE_NOT_FOUND, NAMESPACE_NOT_FOUND
   */
  public TableAnswer read(Caller caller, String namespace, String name) {
    Loaded loaded = catalog.load(caller, namespace, name);
    VisibleRelation relation = loaded.relation();
    Table table = loaded.metadata().table();
    TableProfile profile =
        table == null
            ? TableProfile.EMPTY
            : profiles.get(relation.metadataLocation(), unused -> TableProfiler.profile(table));
    visits.visit(caller, ContentKind.TABLE, relation.qualifiedName());
    return TableDescription.of(
        relation,
        loaded.metadata(),
        profile,
        content.listUsedBy(caller.tenant(), relation.qualifiedName()));
  }

  /** The snapshots, newest first; none for a view. */
  public List<SnapshotEntry> listSnapshots(
      Caller caller, String namespace, String name, int limit) {
    checkLimit(limit);
    Table table = catalog.load(caller, namespace, name).metadata().table();
    return table == null ? List.of() : TableSnapshots.list(table, limit);
  }

  /**
   * The data files of a snapshot, by path; none for a view.
   *
   * @param snapshot id as text; null: the current one
   */
  public List<FileEntry> listFiles(
      Caller caller, String namespace, String name, int limit, @Nullable String snapshot) {
    checkLimit(limit);
    Loaded loaded = catalog.load(caller, namespace, name);
    Table table = loaded.metadata().table();
    return table == null ? List.of() : TableFiles.list(loaded.relation(), table, snapshot, limit);
  }

  /** The first rows, under the caller's policy. */
  public EncodedRows sample(Caller caller, String namespace, String name, int limit) {
    checkLimit(limit);
    VisibleRelation relation = catalog.load(caller, namespace, name).relation();
    String sql =
        "SELECT * FROM "
            + Identifiers.quoteRelation(relation.namespace(), relation.name())
            + " LIMIT "
            + limit;
    return RowsEncoder.encode(
        gateway.run(QueryRequest.of(caller, sql, Origin.of(Origin.Kind.REST))), limit);
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'limit' is " + limit + ".",
          "Use a number from 1 to " + LIMIT_MAX + ".");
    }
  }
}
