package dev.weir.meta.rest;

import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.meta.catalog.CatalogListing.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.CommitTransactionRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/namespaces/{namespace}/tables} and the routes that change tables. */
final class TableRoutes {
  private TableRoutes() {}

  static Answer list(RestCall call) {
    return list(call, false);
  }

  static Answer list(RestCall call, boolean views) {
    call.guard().requireSeen(call.namespace());
    Paging paging = Paging.of(call.request().query());
    List<TableIdentifier> names = new ArrayList<>();
    String token = paging.token();
    do {
      Page<TableIdentifier> page =
          call.listing()
              .relations(call.namespace(), views, call.guard()::sees, token, paging.size());
      names.addAll(page.names());
      token = page.nextToken();
    } while (paging.whole() && token != null);
    return Answer.ok(ListTablesResponse.builder().addAll(names).nextPageToken(token).build());
  }

  static Answer create(RestCall call) {
    CreateTableRequest request = call.body(CreateTableRequest.class);
    request.validate();
    Namespace namespace = call.namespace();
    call.guard().require(Privilege.CREATE, namespace);
    requireOwnLocation(call, TableIdentifier.of(namespace, request.name()), request.location());
    return request.stageCreate()
        ? Answer.ok(CatalogHandlers.stageTableCreate(call.catalog(), namespace, request))
        : tagged(CatalogHandlers.createTable(call.catalog(), namespace, request));
  }

  /** A location of one's choice could be another table's folder. */
  private static void requireOwnLocation(
      RestCall call, TableIdentifier table, @Nullable String location) {
    if (location != null && !location.startsWith(call.context().folderOf(table) + "-")) {
      call.guard().requireAdmin("choose the location of a table");
    }
  }

  static Answer load(RestCall call) {
    call.guard().requireWhole(call.relation());
    SnapshotMode mode = snapshotMode(call.request().query());
    LoadTableResponse table = CatalogHandlers.loadTable(call.catalog(), call.relation(), mode);
    String etag = EntityTag.of(table.metadataLocation(), mode);
    return EntityTag.matches(call.request().header("If-None-Match"), etag)
        ? Answer.notModified(etag)
        : Answer.tagged(table, etag);
  }

  private static SnapshotMode snapshotMode(Map<String, String> query) {
    String mode = query.get(RESTCatalogProperties.SNAPSHOTS_QUERY_PARAMETER);
    if (mode == null) {
      return SnapshotMode.ALL;
    }
    try {
      return SnapshotMode.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e, "snapshots must be all or refs, not %s", mode);
    }
  }

  static Answer exists(RestCall call) {
    call.guard().requireSeen(call.relation());
    CatalogHandlers.tableExists(call.catalog(), call.relation());
    return Answer.NOTHING;
  }

  static Answer drop(RestCall call) {
    call.guard().requireSeen(call.relation());
    call.guard().require(Privilege.DROP, call.relation());
    if (Boolean.parseBoolean(call.request().query().get("purgeRequested"))) {
      CatalogHandlers.purgeTable(call.catalog(), call.relation());
    } else {
      CatalogHandlers.dropTable(call.catalog(), call.relation());
    }
    return Answer.NOTHING;
  }

  static Answer rename(RestCall call) {
    RenameTableRequest request = call.body(RenameTableRequest.class);
    request.validate();
    call.guard().requireSeen(request.source());
    call.guard().require(Privilege.ALTER, request.source());
    call.guard().require(Privilege.CREATE, request.destination().namespace());
    CatalogHandlers.renameTable(call.catalog(), request);
    return Answer.NOTHING;
  }

  /** For administrators only: the file that is named could be of any table. */
  static Answer register(RestCall call) {
    RegisterTableRequest request = call.body(RegisterTableRequest.class);
    call.guard().requireAdmin("register a table");
    return tagged(CatalogHandlers.registerTable(call.catalog(), call.namespace(), request));
  }

  static Answer commit(RestCall call) {
    UpdateTableRequest body = call.body(UpdateTableRequest.class);
    UpdateTableRequest request =
        UpdateTableRequest.create(call.relation(), body.requirements(), body.updates());
    requireMay(call, request);
    TableMetadata committed = call.committer().commit(List.of(request)).getFirst();
    return tagged(LoadTableResponse.builder().withTableMetadata(committed).build());
  }

  static Answer commitTransaction(RestCall call) {
    CommitTransactionRequest request = call.body(CommitTransactionRequest.class);
    request.validate();
    request.tableChanges().forEach(change -> requireMay(call, change));
    call.committer().commit(request.tableChanges());
    return Answer.NOTHING;
  }

  private static void requireMay(RestCall call, UpdateTableRequest request) {
    TableIdentifier table = request.identifier();
    boolean creates =
        request.requirements().stream()
            .anyMatch(UpdateRequirement.AssertTableDoesNotExist.class::isInstance);
    for (MetadataUpdate update : request.updates()) {
      if (update instanceof MetadataUpdate.SetLocation move) {
        requireOwnLocation(call, table, move.location());
      }
    }
    if (creates) {
      call.guard().require(Privilege.CREATE, table.namespace());
    } else {
      call.guard().requireUpdates(table, request.updates());
    }
  }

  /** Scans are accounted by whoever runs them; the report is only checked. */
  static Answer report(RestCall call) {
    call.body(ReportMetricsRequest.class).validate();
    call.guard().requireSeen(call.relation());
    return Answer.NOTHING;
  }

  /** What a create, commit or register that has been answered before is answered again. */
  static Answer replayed(RestCall call, TableIdentifier table) {
    call.guard().requireWhole(table);
    return tagged(CatalogHandlers.loadTable(call.catalog(), table, SnapshotMode.ALL));
  }

  private static Answer tagged(LoadTableResponse table) {
    return Answer.tagged(table, EntityTag.of(table.metadataLocation(), SnapshotMode.ALL));
  }
}
