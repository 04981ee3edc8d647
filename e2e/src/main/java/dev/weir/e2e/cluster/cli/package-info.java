/** {@code ./weir cluster}. */
@NullMarked
package dev.weir.e2e.cluster.cli;

import org.jspecify.annotations.NullMarked;
