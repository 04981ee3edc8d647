package dev.weir.meta.rest;

import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.jspecify.annotations.Nullable;

/** The routes of the Iceberg REST specification that are served, below {@code /v1/}. */
enum Route {
  LIST_NAMESPACES(Endpoint.V1_LIST_NAMESPACES, NamespaceRoutes::list),
  CREATE_NAMESPACE(
      Endpoint.V1_CREATE_NAMESPACE, NamespaceRoutes::create, NamespaceRoutes::replayedCreate),
  LOAD_NAMESPACE(Endpoint.V1_LOAD_NAMESPACE, NamespaceRoutes::load),
  NAMESPACE_EXISTS(Endpoint.V1_NAMESPACE_EXISTS, NamespaceRoutes::exists),
  DROP_NAMESPACE(Endpoint.V1_DELETE_NAMESPACE, NamespaceRoutes::drop, call -> Answer.NOTHING),
  UPDATE_NAMESPACE(
      Endpoint.V1_UPDATE_NAMESPACE, NamespaceRoutes::update, NamespaceRoutes::replayedUpdate),
  LIST_TABLES(Endpoint.V1_LIST_TABLES, TableRoutes::list),
  CREATE_TABLE(
      Endpoint.V1_CREATE_TABLE,
      TableRoutes::create,
      call -> TableRoutes.replayed(call, named(call, call.body(CreateTableRequest.class).name()))),
  LOAD_TABLE(Endpoint.V1_LOAD_TABLE, TableRoutes::load),
  TABLE_EXISTS(Endpoint.V1_TABLE_EXISTS, TableRoutes::exists),
  DROP_TABLE(Endpoint.V1_DELETE_TABLE, TableRoutes::drop, call -> Answer.NOTHING),
  COMMIT_TABLE(
      Endpoint.V1_UPDATE_TABLE,
      TableRoutes::commit,
      call -> TableRoutes.replayed(call, call.relation())),
  RENAME_TABLE(Endpoint.V1_RENAME_TABLE, TableRoutes::rename, call -> Answer.NOTHING),
  REGISTER_TABLE(
      Endpoint.V1_REGISTER_TABLE,
      TableRoutes::register,
      call ->
          TableRoutes.replayed(call, named(call, call.body(RegisterTableRequest.class).name()))),
  REPORT_METRICS(Endpoint.V1_REPORT_METRICS, TableRoutes::report),
  COMMIT_TRANSACTION(
      Endpoint.V1_COMMIT_TRANSACTION, TableRoutes::commitTransaction, call -> Answer.NOTHING),
  LIST_VIEWS(Endpoint.V1_LIST_VIEWS, ViewRoutes::list),
  CREATE_VIEW(
      Endpoint.V1_CREATE_VIEW,
      ViewRoutes::create,
      call -> ViewRoutes.replayed(call, named(call, call.body(CreateViewRequest.class).name()))),
  LOAD_VIEW(Endpoint.V1_LOAD_VIEW, ViewRoutes::load),
  VIEW_EXISTS(Endpoint.V1_VIEW_EXISTS, ViewRoutes::exists),
  REPLACE_VIEW(
      Endpoint.V1_UPDATE_VIEW,
      ViewRoutes::replace,
      call -> ViewRoutes.replayed(call, call.relation())),
  DROP_VIEW(Endpoint.V1_DELETE_VIEW, ViewRoutes::drop, call -> Answer.NOTHING),
  RENAME_VIEW(Endpoint.V1_RENAME_VIEW, ViewRoutes::rename, call -> Answer.NOTHING),
  REGISTER_VIEW(
      Endpoint.V1_REGISTER_VIEW,
      ViewRoutes::register,
      call -> ViewRoutes.replayed(call, named(call, call.body(RegisterViewRequest.class).name())));

  private static final String PREFIX = "/v1/{prefix}/";

  private final Endpoint endpoint;
  private final List<String> template;
  private final Function<RestCall, Answer> handler;
  private final @Nullable Function<RestCall, Answer> replay;

  Route(Endpoint endpoint, Function<RestCall, Answer> handler) {
    this(endpoint, handler, null);
  }

  Route(
      Endpoint endpoint,
      Function<RestCall, Answer> handler,
      @Nullable Function<RestCall, Answer> replay) {
    this.endpoint = endpoint;
    this.template = List.of(endpoint.path().substring(PREFIX.length()).split("/", -1));
    this.handler = handler;
    this.replay = replay;
  }

  private static TableIdentifier named(RestCall call, String name) {
    return TableIdentifier.of(call.namespace(), name);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Answer answer(RestCall call) {
    return handler.apply(call);
  }

  /** How a request that has been committed is answered when it is repeated; null: it only reads. */
  @Nullable Function<RestCall, Answer> replay() {
    return replay;
  }

  /** The route of a request, or null. */
  static @Nullable Route of(String method, List<String> segments) {
    for (Route route : values()) {
      if (route.endpoint.httpMethod().equals(method) && route.matches(segments)) {
        return route;
      }
    }
    return null;
  }

  private boolean matches(List<String> segments) {
    if (segments.size() != template.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      boolean variable = template.get(i).startsWith("{");
      if (variable ? segments.get(i).isEmpty() : !template.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }
}
