/** Queries that have ended, in memory and in a file. */
@NullMarked
package dev.weir.engine.history;

import org.jspecify.annotations.NullMarked;
