package dev.weir.meta.catalog;

import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.MetaLog;
import java.util.UUID;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's catalog works with.
 *
 * @param tenant whose catalog it is
 * @param log where the pointers are
 * @param io where the metadata files are
 * @param metadata what has been read of them
 * @param root location under which the tenant's tables live, no slash at the end
 * @param requestId the request that the one write of this catalog stands for; null: each write is a
 *     request of its own
 */
public record CatalogContext(
    String tenant,
    MetaLog log,
    FileIO io,
    MetadataCache metadata,
    String root,
    ConditionalWrite.@Nullable RequestId requestId) {
  private static final int SUFFIX_DIGITS = 8;

  /** The same for one request. */
  public CatalogContext forRequest(ConditionalWrite.RequestId id) {
    return new CatalogContext(tenant, log, io, metadata, root, id);
  }

  /** The folder of a tenant's tables in the warehouse. */
  public static String folderOf(String tenant) {
    return FolderNames.of(tenant);
  }

  ConditionalWrite write() {
    return requestId == null ? ConditionalWrite.of(tenant) : ConditionalWrite.of(tenant, requestId);
  }

  /**
   * Where a new table or view goes. Not only its name: one that was renamed keeps its folder, and
   * the next one of that name must not share it.
   */
  String newLocation(TableIdentifier name) {
    return folderOf(name) + "-" + UUID.randomUUID().toString().substring(0, SUFFIX_DIGITS);
  }

  /** What every location starts with that {@link #newLocation} makes, but for the suffix. */
  public String folderOf(TableIdentifier name) {
    StringBuilder location = new StringBuilder(root);
    Namespace namespace = name.namespace();
    for (String level : namespace.levels()) {
      location.append('/').append(FolderNames.of(level));
    }
    return location.append('/').append(FolderNames.of(name.name())).toString();
  }
}
