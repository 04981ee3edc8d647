/**
 * The Iceberg catalog of a tenant: metadata files in the object store, pointers to them in the log.
 */
@NullMarked
package dev.weir.meta.catalog;

import org.jspecify.annotations.NullMarked;
