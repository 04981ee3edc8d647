/** The kind Warehouse. */
@NullMarked
package dev.weir.crds.warehouse;

import org.jspecify.annotations.NullMarked;
