/** The replicated log: one Ratis group that applies transactions to the state. */
@NullMarked
package dev.weir.meta.raft;

import org.jspecify.annotations.NullMarked;
