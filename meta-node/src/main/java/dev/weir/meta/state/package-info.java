/** The replicated state: keys, transactions and the RocksDB that holds them. */
@NullMarked
package dev.weir.meta.state;

import org.jspecify.annotations.NullMarked;
