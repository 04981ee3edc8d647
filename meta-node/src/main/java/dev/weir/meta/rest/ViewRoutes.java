package dev.weir.meta.rest;

import dev.weir.contracts.meta.v1.Privilege;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** {@code /v1/namespaces/{namespace}/views} and the routes that change views. */
final class ViewRoutes {
  private ViewRoutes() {}

  static Answer list(RestCall call) {
    return TableRoutes.list(call, true);
  }

  static Answer create(RestCall call) {
    CreateViewRequest request = call.body(CreateViewRequest.class);
    call.guard().require(Privilege.CREATE, call.namespace());
    if (request.location() != null) {
      call.guard().requireAdmin("choose the location of a view");
    }
    return Answer.ok(CatalogHandlers.createView(call.catalog(), call.namespace(), request));
  }

  static Answer load(RestCall call) {
    call.guard().requireViewSeen(call.relation());
    return Answer.ok(CatalogHandlers.loadView(call.catalog(), call.relation()));
  }

  static Answer exists(RestCall call) {
    call.guard().requireViewSeen(call.relation());
    CatalogHandlers.viewExists(call.catalog(), call.relation());
    return Answer.NOTHING;
  }

  static Answer replace(RestCall call) {
    UpdateTableRequest request = call.body(UpdateTableRequest.class);
    call.guard().requireViewSeen(call.relation());
    call.guard().require(Privilege.ALTER, call.relation());
    return Answer.ok(CatalogHandlers.updateView(call.catalog(), call.relation(), request));
  }

  static Answer drop(RestCall call) {
    call.guard().requireViewSeen(call.relation());
    call.guard().require(Privilege.DROP, call.relation());
    CatalogHandlers.dropView(call.catalog(), call.relation());
    return Answer.NOTHING;
  }

  static Answer rename(RestCall call) {
    RenameTableRequest request = call.body(RenameTableRequest.class);
    request.validate();
    call.guard().requireViewSeen(request.source());
    call.guard().require(Privilege.ALTER, request.source());
    call.guard().require(Privilege.CREATE, request.destination().namespace());
    CatalogHandlers.renameView(call.catalog(), request);
    return Answer.NOTHING;
  }

  static Answer register(RestCall call) {
    RegisterViewRequest request = call.body(RegisterViewRequest.class);
    call.guard().requireAdmin("register a view");
    return Answer.ok(CatalogHandlers.registerView(call.catalog(), call.namespace(), request));
  }

  /** What a create or replace that has been answered before is answered again. */
  static Answer replayed(RestCall call, TableIdentifier view) {
    call.guard().requireViewSeen(view);
    return Answer.ok(CatalogHandlers.loadView(call.catalog(), view));
  }
}
