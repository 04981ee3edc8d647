/** Iceberg's view of an object store. */
@NullMarked
package dev.weir.storage.iceberg;

import org.jspecify.annotations.NullMarked;
