package dev.weir.meta.catalog;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.NamespaceRecord;
import dev.weir.meta.state.v1.RelationRecord;
import java.util.List;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** The catalog's records as they are in the state. Pure. */
public final class CatalogRecords {
  private CatalogRecords() {}

  /** The namespace, or null. */
  public static @Nullable Versioned<NamespaceRecord> namespace(
      StateView view, String tenant, Namespace namespace) {
    return parse(
        view.find(Keys.namespace(tenant, List.of(namespace.levels()))), NamespaceRecord.parser());
  }

  /** The table or view, or null. */
  public static @Nullable Versioned<RelationRecord> relation(
      StateView view, String tenant, TableIdentifier name) {
    return relation(view, tenant, List.of(name.namespace().levels()), name.name());
  }

  /** The table or view, or null. */
  public static @Nullable Versioned<RelationRecord> relation(
      StateView view, String tenant, List<String> namespace, String name) {
    return parse(view.find(Keys.relation(tenant, namespace, name)), RelationRecord.parser());
  }

  /** What an entry of a scan over relations holds. */
  public static RelationRecord relationOf(StateView.Entry entry) {
    return parse(entry.value().value(), RelationRecord.parser());
  }

  private static <T> @Nullable Versioned<T> parse(
      @Nullable Versioned<byte[]> stored, Parser<T> parser) {
    return stored == null
        ? null
        : new Versioned<>(stored.changedAt(), parse(stored.value(), parser));
  }

  private static <T> T parse(byte[] value, Parser<T> parser) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a catalog record is damaged", e);
    }
  }
}
