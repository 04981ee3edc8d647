package dev.weir.engine.gateway;

import dev.weir.contracts.meta.v1.Policy;
import org.apache.iceberg.catalog.TableIdentifier;

/** Resolves, authorises and pins what a query reads, and opens a session over it. Thread-safe. */
public interface SessionOpener {

  /**
   * @param context whose caller needs SELECT on every relation that is read
   * @param selectSql one query (SELECT, VALUES, FROM, WITH); anything else is refused, as are
   *     functions that reach outside
   * @throws dev.weir.contracts.error.WeirException TABLE_NOT_FOUND, COLUMN_NOT_FOUND, SYNTAX_ERROR,
   *     FUNCTION_NOT_ALLOWED, PERMISSION_DENIED, CYCLIC_VIEW and so on
   */
  SqlSession open(QueryContext context, String selectSql);

  /**
   * What rows of a table have to meet to be seen under a policy, as a predicate over its columns;
   * empty when all are seen.
   *
   * @throws dev.weir.contracts.error.WeirException PERMISSION_DENIED when a filter cannot be used
   */
  String rowFilter(TableIdentifier table, Policy policy);
}
