package dev.weir.meta.rest;

import com.google.protobuf.ByteString;
import dev.weir.meta.catalog.CatalogContext;
import dev.weir.meta.catalog.CatalogListing;
import dev.weir.meta.catalog.NamespaceStore;
import dev.weir.meta.catalog.TableCommitter;
import dev.weir.meta.catalog.WeirCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTUtil;

/**
 * One request on its way: the segments of its path, the tenant's catalog, and what the caller may.
 *
 * @param request as it came
 * @param segments of the path behind {@code v1/}, still encoded
 * @param context of the tenant, for this request
 * @param guard of the caller
 */
record RestCall(RestRequest request, List<String> segments, CatalogContext context, Guard guard) {
  private static final String LEVEL_SEPARATOR = "%1F";

  WeirCatalog catalog() {
    return new WeirCatalog(context);
  }

  CatalogListing listing() {
    return new CatalogListing(context);
  }

  NamespaceStore namespaces() {
    return new NamespaceStore(context);
  }

  TableCommitter committer() {
    return new TableCommitter(context);
  }

  /** The namespace in {@code namespaces/{namespace}/…}. */
  Namespace namespace() {
    return RESTUtil.decodeNamespace(segments.get(1), LEVEL_SEPARATOR);
  }

  /** The relation in {@code namespaces/{namespace}/tables/{table}}. */
  TableIdentifier relation() {
    return TableIdentifier.of(namespace(), RESTUtil.decodeString(segments.get(3)));
  }

  <T> T body(Class<T> type) {
    return Json.read(request.body(), type);
  }

  /** The same request tells itself from another by what it asks for. */
  static ByteString fingerprint(RestRequest request) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    digest.update(
        (request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteString.copyFrom(digest.digest(request.body()));
  }
}
