/** Makes ComputeClusters true: the nodes that run queries. */
@NullMarked
package dev.weir.operator.compute;

import org.jspecify.annotations.NullMarked;
