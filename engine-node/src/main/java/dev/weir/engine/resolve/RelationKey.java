package dev.weir.engine.resolve;

import dev.weir.engine.sql.TableReference;

/**
 * A relation as one statement names it: equal for references that read the same.
 *
 * @param name folded, as the SQL engine compares names
 * @param pin which state of it
 */
public record RelationKey(RelationName name, Pin pin) {

  /** What {@code reference} means in a query with that default namespace and general pin. */
  public static RelationKey of(TableReference reference, String defaultNamespace, Pin general) {
    return new RelationKey(
        RelationName.of(reference.path(), defaultNamespace).folded(), Pin.of(reference, general));
  }
}
