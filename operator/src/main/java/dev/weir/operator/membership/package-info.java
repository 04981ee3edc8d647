/** Lets the members of the catalog's group follow the pods that are wanted. */
@NullMarked
package dev.weir.operator.membership;

import org.jspecify.annotations.NullMarked;
