/** The SQL engine: one DuckDB, its connections, and the views that a statement sees. */
@NullMarked
package dev.weir.engine.duck;

import org.jspecify.annotations.NullMarked;
