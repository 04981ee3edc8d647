/** How many nodes a ComputeCluster has, where Weir decides. */
@NullMarked
package dev.weir.operator.scaling;

import org.jspecify.annotations.NullMarked;
