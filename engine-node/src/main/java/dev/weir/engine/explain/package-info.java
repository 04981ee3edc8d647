/** EXPLAIN in its three forms. */
@NullMarked
package dev.weir.engine.explain;

import org.jspecify.annotations.NullMarked;
