package dev.weir.meta.rest;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.meta.access.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;

/**
 * What one caller may do through Iceberg REST. What it may not know of is answered as if it were
 * not there. Whoever loads a table reads its files whole, so a caller whose policy hides rows or
 * values may not load it, and is sent to SQL. Pure.
 *
 * @param subject the caller with its grants
 */
record Guard(Subject subject) {

  static List<String> nameOf(TableIdentifier name) {
    List<String> levels = new ArrayList<>(List.of(name.namespace().levels()));
    levels.add(name.name());
    return levels;
  }

  boolean sees(Namespace namespace) {
    return subject.sees(List.of(namespace.levels()));
  }

  boolean sees(TableIdentifier name) {
    return subject.may(Privilege.SELECT, nameOf(name));
  }

  void requireSeen(Namespace namespace) {
    if (!sees(namespace)) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
  }

  void requireSeen(TableIdentifier table) {
    if (!sees(table)) {
      throw new NoSuchTableException("Table does not exist: %s", table);
    }
  }

  void requireViewSeen(TableIdentifier view) {
    if (!sees(view)) {
      throw new NoSuchViewException("View does not exist: %s", view);
    }
  }

  /** For what hands out the location of files. */
  void requireWhole(TableIdentifier table) {
    requireSeen(table);
    Policy policy = subject.policy(nameOf(table));
    if (policy.getRowFiltersCount() > 0 || policy.getColumnMasksCount() > 0) {
      throw new ForbiddenException(
          "Table %s has row filters or column masks for %s: read it through SQL",
          table, subject.principal().getName());
    }
  }

  void require(Privilege privilege, Namespace namespace) {
    require(privilege, List.of(namespace.levels()));
  }

  void require(Privilege privilege, TableIdentifier name) {
    require(privilege, nameOf(name));
  }

  void requireAdmin(String what) {
    if (!subject.principal().getAdmin()) {
      throw new ForbiddenException("Only an administrator may %s", what);
    }
  }

  private void require(Privilege privilege, List<String> object) {
    if (!subject.may(privilege, object)) {
      throw new ForbiddenException(
          "%s has no privilege %s on %s",
          subject.principal().getName(), privilege, String.join(".", object));
    }
  }

  /** A commit needs the privilege for each thing that it does. */
  void requireUpdates(TableIdentifier table, List<MetadataUpdate> updates) {
    requireWhole(table);
    for (Privilege privilege : privilegesFor(updates)) {
      require(privilege, table);
    }
  }

  private static Set<Privilege> privilegesFor(List<MetadataUpdate> updates) {
    Set<Privilege> privileges = new TreeSet<>();
    boolean addsSnapshot = false;
    for (MetadataUpdate update : updates) {
      if (update instanceof MetadataUpdate.AddSnapshot add) {
        addsSnapshot = true;
        privileges.add(privilegeFor(add.snapshot()));
      }
    }
    for (MetadataUpdate update : updates) {
      boolean ofSnapshot =
          update instanceof MetadataUpdate.AddSnapshot
              || (addsSnapshot && update instanceof MetadataUpdate.SetSnapshotRef);
      if (!ofSnapshot) {
        privileges.add(Privilege.ALTER);
      }
    }
    return privileges;
  }

  private static Privilege privilegeFor(Snapshot snapshot) {
    return switch (String.valueOf(snapshot.operation())) {
      case "append" -> Privilege.INSERT;
      case "delete" -> Privilege.DELETE;
      default -> Privilege.UPDATE;
    };
  }
}
