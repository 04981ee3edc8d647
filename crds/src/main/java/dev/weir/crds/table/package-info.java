/** The kind Table. */
@NullMarked
package dev.weir.crds.table;

import org.jspecify.annotations.NullMarked;
