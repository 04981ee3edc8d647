/** MetaService: everything of a meta node that is not the Iceberg REST catalog. */
@NullMarked
package dev.weir.meta.service;

import org.jspecify.annotations.NullMarked;
