package dev.weir.engine.gateway;

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
}
