/** Makes content true in its Warehouse, through the appliers that the laptop uses too. */
@NullMarked
package dev.weir.operator.content;

import org.jspecify.annotations.NullMarked;
