/** Queries on compute nodes: the gateway's side and the node's. */
@NullMarked
package dev.weir.engine.compute;

import org.jspecify.annotations.NullMarked;
