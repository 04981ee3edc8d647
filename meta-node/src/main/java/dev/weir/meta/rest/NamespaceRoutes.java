package dev.weir.meta.rest;

import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.meta.catalog.CatalogListing.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.UpdateNamespacePropertiesResponse;

/** {@code /v1/namespaces} and what is directly below it. */
final class NamespaceRoutes {
  private NamespaceRoutes() {}

  static Answer list(RestCall call) {
    String encoded = call.request().query().get("parent");
    Namespace parent =
        encoded == null || encoded.isEmpty()
            ? Namespace.empty()
            : RESTUtil.namespaceFromQueryParam(encoded);
    if (!parent.isEmpty()) {
      call.guard().requireSeen(parent);
    }
    Paging paging = Paging.of(call.request().query());
    List<Namespace> names = new ArrayList<>();
    String token = paging.token();
    do {
      Page<Namespace> page =
          call.listing().namespaces(parent, call.guard()::sees, token, paging.size());
      names.addAll(page.names());
      token = page.nextToken();
    } while (paging.whole() && token != null);
    return Answer.ok(ListNamespacesResponse.builder().addAll(names).nextPageToken(token).build());
  }

  static Answer create(RestCall call) {
    CreateNamespaceRequest request = call.body(CreateNamespaceRequest.class);
    request.validate();
    Namespace namespace = request.namespace();
    int around = Math.max(0, namespace.length() - 1);
    call.guard().require(Privilege.CREATE, Namespace.of(Arrays.copyOf(namespace.levels(), around)));
    return Answer.ok(CatalogHandlers.createNamespace(call.catalog(), request));
  }

  static Answer load(RestCall call) {
    call.guard().requireSeen(call.namespace());
    return Answer.ok(CatalogHandlers.loadNamespace(call.catalog(), call.namespace()));
  }

  static Answer exists(RestCall call) {
    call.guard().requireSeen(call.namespace());
    CatalogHandlers.namespaceExists(call.catalog(), call.namespace());
    return Answer.NOTHING;
  }

  static Answer drop(RestCall call) {
    call.guard().requireSeen(call.namespace());
    call.guard().require(Privilege.DROP, call.namespace());
    CatalogHandlers.dropNamespace(call.catalog(), call.namespace());
    return Answer.NOTHING;
  }

  /** Not by the handler of Iceberg, which sets and removes in two steps. */
  static Answer update(RestCall call) {
    UpdateNamespacePropertiesRequest request = call.body(UpdateNamespacePropertiesRequest.class);
    request.validate();
    call.guard().requireSeen(call.namespace());
    call.guard().require(Privilege.ALTER, call.namespace());
    Set<String> removals = new HashSet<>(request.removals());
    Set<String> removed = call.namespaces().update(call.namespace(), request.updates(), removals);
    removals.removeAll(removed);
    return Answer.ok(
        UpdateNamespacePropertiesResponse.builder()
            .addMissing(removals)
            .addUpdated(request.updates().keySet())
            .addRemoved(removed)
            .build());
  }

  /** What a request that has been answered before is answered again. */
  static Answer replayedUpdate(RestCall call) {
    UpdateNamespacePropertiesRequest request = call.body(UpdateNamespacePropertiesRequest.class);
    return Answer.ok(
        UpdateNamespacePropertiesResponse.builder()
            .addUpdated(request.updates().keySet())
            .addRemoved(request.removals())
            .build());
  }

  /** As {@link #replayedUpdate}. */
  static Answer replayedCreate(RestCall call) {
    CreateNamespaceRequest request = call.body(CreateNamespaceRequest.class);
    return Answer.ok(CatalogHandlers.loadNamespace(call.catalog(), request.namespace()));
  }
}
