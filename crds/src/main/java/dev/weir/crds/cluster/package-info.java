/** The kind ComputeCluster. */
@NullMarked
package dev.weir.crds.cluster;

import org.jspecify.annotations.NullMarked;
