/** Names of a statement to pinned relations and what the caller may see of them. */
@NullMarked
package dev.weir.engine.resolve;

import org.jspecify.annotations.NullMarked;
