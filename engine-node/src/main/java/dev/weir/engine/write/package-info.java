/** Writing tables: sorted data files, keys, commits, loads, deletes and updates. */
@NullMarked
package dev.weir.engine.write;

import org.jspecify.annotations.NullMarked;
