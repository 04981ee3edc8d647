package dev.weir.meta.catalog;

import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/** Says what has a name that a new table or view was to have. */
final class NameTaken {
  private NameTaken() {}

  /** For a table, or a view, that was to be created. */
  static AlreadyExistsException creating(
      CatalogContext context, TableIdentifier name, boolean view) {
    boolean takenByView = isView(context, name);
    String same = takenByView == view ? "" : " with same name";
    return new AlreadyExistsException("%s%s already exists: %s", kind(takenByView), same, name);
  }

  /** For one that was to be renamed. */
  static AlreadyExistsException renaming(
      CatalogContext context, TableIdentifier from, TableIdentifier to) {
    return new AlreadyExistsException(
        "Cannot rename %s to %s. %s already exists", from, to, kind(isView(context, to)));
  }

  private static String kind(boolean view) {
    return view ? "View" : "Table";
  }

  private static boolean isView(CatalogContext context, TableIdentifier name) {
    Versioned<RelationRecord> found =
        context.log().read(view -> CatalogRecords.relation(view, context.tenant(), name));
    return found != null && found.value().getView();
  }
}
