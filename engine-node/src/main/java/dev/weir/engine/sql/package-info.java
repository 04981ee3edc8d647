/** The text of statements: tokens, the engine's syntax tree, what may be said, error positions. */
@NullMarked
package dev.weir.engine.sql;

import org.jspecify.annotations.NullMarked;
