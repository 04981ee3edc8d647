/** The Iceberg REST catalog without a web framework: requests in, responses out. */
@NullMarked
package dev.weir.meta.rest;

import org.jspecify.annotations.NullMarked;
