/** The cluster that is made of processes, namespaces and files of this very machine. */
@NullMarked
package dev.weir.e2e.cluster.local;

import org.jspecify.annotations.NullMarked;
