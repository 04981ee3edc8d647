/** The meta node: who may do what, and which snapshot a table is at. */
@NullMarked
package dev.weir.meta;

import org.jspecify.annotations.NullMarked;
