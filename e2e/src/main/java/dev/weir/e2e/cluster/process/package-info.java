/** Commands that end, processes that stay, and the record by which only our own are stopped. */
@NullMarked
package dev.weir.e2e.cluster.process;

import org.jspecify.annotations.NullMarked;
