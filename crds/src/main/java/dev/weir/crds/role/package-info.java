/** The kind WarehouseRole. */
@NullMarked
package dev.weir.crds.role;

import org.jspecify.annotations.NullMarked;
