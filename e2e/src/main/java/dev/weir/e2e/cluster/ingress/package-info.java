/** An ingress controller for the clusters of tests that need one. */
@NullMarked
package dev.weir.e2e.cluster.ingress;

import org.jspecify.annotations.NullMarked;
