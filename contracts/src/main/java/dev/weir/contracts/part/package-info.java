/**
 * How parts of one warehouse that run in processes of their own prove themselves to one another.
 */
@NullMarked
package dev.weir.contracts.part;

import org.jspecify.annotations.NullMarked;
