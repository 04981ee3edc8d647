package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Full name of a table or view.
 *
 * @param namespace levels joined by dots
 * @param name of the relation in it
 */
public record RelationName(String namespace, String name) {
  /** The one catalog, as the outermost part of a name. */
  public static final String CATALOG = "weir";

  /**
   * The name that {@code path} means.
   *
   * @param path as a statement writes it, outermost first, with or without the catalog
   * @param defaultNamespace for a path of one part
   */
  public static RelationName of(List<String> path, String defaultNamespace) {
    int size = path.size();
    if (size == 1) {
      return new RelationName(defaultNamespace, path.getFirst());
    }
    int first = size > 2 && path.getFirst().equalsIgnoreCase(CATALOG) ? 1 : 0;
    return new RelationName(String.join(".", path.subList(first, size - 1)), path.getLast());
  }

  /** {@code namespace.table}, or {@code table} in the default namespace, as settings write it. */
  public static RelationName parse(String text, String defaultNamespace) {
    int dot = text.lastIndexOf('.');
    if (dot == 0 || dot == text.length() - 1) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "'" + text + "' is no table name", "Write namespace.table.");
    }
    return dot < 0
        ? new RelationName(defaultNamespace, text)
        : new RelationName(text.substring(0, dot), text.substring(dot + 1));
  }

  static RelationName of(TableName name) {
    return new RelationName(String.join(".", name.getNamespaceList()), name.getName());
  }

  TableName toProto() {
    return TableName.newBuilder()
        .addAllNamespace(Arrays.asList(namespace.split("\\.", -1)))
        .setName(name)
        .build();
  }

  /** Equal for names that the SQL engine takes for the same. */
  public RelationName folded() {
    return new RelationName(namespace.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return namespace + "." + name;
  }
}
