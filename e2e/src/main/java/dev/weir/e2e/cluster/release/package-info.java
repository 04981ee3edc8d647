/** Weir itself in a cluster: its images, and its operator by Helm. */
@NullMarked
package dev.weir.e2e.cluster.release;

import org.jspecify.annotations.NullMarked;
