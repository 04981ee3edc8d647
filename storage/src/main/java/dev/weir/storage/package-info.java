/** The object store port and its implementations. */
@NullMarked
package dev.weir.storage;

import org.jspecify.annotations.NullMarked;
