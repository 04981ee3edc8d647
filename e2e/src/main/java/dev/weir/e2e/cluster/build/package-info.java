/** The programs that a cluster consists of: built or unpacked once, then found by a hash. */
@NullMarked
package dev.weir.e2e.cluster.build;

import org.jspecify.annotations.NullMarked;
